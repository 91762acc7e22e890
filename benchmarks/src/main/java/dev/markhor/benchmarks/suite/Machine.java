package dev.markhor.benchmarks.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What the numbers were measured on. */
final class Machine {
    private Machine() {}

    static Map<String, String> describe() throws IOException {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("processor", value(Path.of("/proc/cpuinfo"), "model name"));
        facts.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
        facts.put("memory", gigabytes(value(Path.of("/proc/meminfo"), "MemTotal")));
        facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("Java", Runtime.version() + ", " + System.getProperty("java.vm.name"));
        facts.put(
                "load average at the end",
                Files.readString(Path.of("/proc/loadavg")).strip());
        return facts;
    }

    /** Whether other programs run as well: more wants to run than there are processors, and the suite keeps two of them busy at most. */
    static boolean isBusy() throws IOException {
        String minute = Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
        return Double.parseDouble(minute) > Runtime.getRuntime().availableProcessors() + 1;
    }

    /** @param text {@code 24684092 kB}, of 1024 bytes each */
    private static String gigabytes(String text) {
        return text.matches("\\d+ kB")
                ? String.format(Locale.ROOT, "%.1f GB", Long.parseLong(text.split(" ")[0]) * 1024 / 1e9)
                : text;
    }

    private static String value(Path file, String key) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(key))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        }
    }
}
