package dev.markhor.benchmarks.suite;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.markhor.benchmarks.report.Limits;
import dev.markhor.binding.Kernels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;

/** Builds and runs benchmarks/native/limits.cpp, and asks the system for the rest. */
final class MachineLimits {
    private static final Path SOURCE = Path.of("benchmarks/native/limits.cpp");
    private static final Path PROGRAM = Path.of("benchmarks/target/limits");
    private static final int JNI_CALLS = 2_000_000;

    /** What the program prints. */
    private record Printed(Map<String, Limits.Rate> fma, Map<String, Limits.Rate> read, Map<String, Double> copy) {}

    private MachineLimits() {}

    /** @throws IOException if there is no C++ compiler, or the program fails */
    static Limits measure() throws IOException, InterruptedException {
        if (!Files.exists(PROGRAM)
                || Files.getLastModifiedTime(PROGRAM).compareTo(Files.getLastModifiedTime(SOURCE)) < 0) {
            Files.createDirectories(PROGRAM.getParent());
            String compiler = System.getenv().getOrDefault("CXX", "g++");
            output(compiler, "-std=c++17", "-O2", "-o", PROGRAM.toString(), SOURCE.toString(), "-lpthread");
        }
        Printed printed = new JsonMapper().readValue(output(PROGRAM.toString()), Printed.class);
        return new Limits(printed.fma, printed.read, printed.copy, cacheSizes(), jniNanos());
    }

    /** The better of each. */
    static Limits best(Limits a, Limits b) {
        BinaryOperator<Limits.Rate> rate =
                (x, y) -> new Limits.Rate(Math.max(x.one(), y.one()), Math.max(x.two(), y.two()));
        return new Limits(
                merged(a.fma(), b.fma(), rate),
                merged(a.read(), b.read(), rate),
                merged(a.copy(), b.copy(), Math::max),
                a.sizes(),
                Math.min(a.jniNanos(), b.jniNanos()));
    }

    private static <T> Map<String, T> merged(Map<String, T> a, Map<String, T> b, BinaryOperator<T> better) {
        Map<String, T> merged = new LinkedHashMap<>(a);
        b.forEach((key, value) -> merged.merge(key, value, better));
        return merged;
    }

    private static String output(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IOException(List.of(command) + " failed");
        }
        return output;
    }

    private static Map<String, Long> cacheSizes() throws IOException {
        Map<String, Long> sizes = new LinkedHashMap<>();
        try (Stream<Path> caches = Files.list(Path.of("/sys/devices/system/cpu/cpu0/cache"))) {
            for (Path cache : caches.filter(p -> p.getFileName().toString().startsWith("index"))
                    .sorted()
                    .toList()) {
                if (!Files.readString(cache.resolve("type")).strip().equals("Instruction")) {
                    String size = Files.readString(cache.resolve("size")).strip();
                    sizes.put("l" + Files.readString(cache.resolve("level")).strip(), bytes(size));
                }
            }
        }
        return sizes;
    }

    private static long bytes(String size) {
        long number = Long.parseLong(size.replaceAll("\\D", ""));
        return number << (size.endsWith("K") ? 10 : size.endsWith("M") ? 20 : 0);
    }

    /** The least of several measurements. */
    private static double jniNanos() {
        Kernels.load();
        double least = Double.POSITIVE_INFINITY;
        int sum = 0;
        for (int round = 0; round < 10; round++) {
            long start = System.nanoTime();
            for (int call = 0; call < JNI_CALLS; call++) {
                sum += Kernels.isa().ordinal();
            }
            least = Math.min(least, (double) (System.nanoTime() - start) / JNI_CALLS);
        }
        if (sum < 0) {
            throw new IllegalStateException("the compiler may not leave the calls out");
        }
        return least;
    }
}
