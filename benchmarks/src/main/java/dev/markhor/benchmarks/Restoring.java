package dev.markhor.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Loading one large model from each format, beside the time that reading the bytes takes, and what memory it needs. */
final class Restoring {
    static final String USAGE = """
            restore [--runs N] FOLDER
              FOLDER  what golden/restoring/large.py wrote
              --runs  of which the median is printed (9)
            """;

    private static final String CHECKPOINT = "ckpt.data-00000-of-00001";

    private Restoring() {}

    static void main(String... words) throws IOException, InterruptedException {
        List<String> rest = new ArrayList<>(List.of(words));
        int runs = 9;
        if (rest.size() > 1 && rest.get(0).equals("--runs")) {
            runs = Integer.parseInt(rest.get(1));
            rest = rest.subList(2, rest.size());
        }
        if (rest.size() != 1 || rest.contains("--help")) {
            System.out.print(USAGE);
            return;
        }
        measure(Path.of(rest.get(0)), runs);
    }

    private static void measure(Path folder, int runs) throws IOException, InterruptedException {
        double bytes = Files.size(folder.resolve(CHECKPOINT));
        double empty = process(RestoreOnce.Kind.NOTHING, folder, 1)[0];
        System.out.printf(
                Locale.ROOT,
                "Java %s, %d processors, %.1f MB of weights; milliseconds, median of %d, and the least%n",
                Runtime.version().feature(),
                Runtime.getRuntime().availableProcessors(),
                bytes / 1e6,
                runs);
        System.out.printf("%-46s %8s %8s %8s %14s%n", "", "median", "min", "x read", "peak memory x");
        double read = 0;
        for (RestoreOnce.Kind kind : RestoreOnce.Kind.values()) {
            if (kind == RestoreOnce.Kind.NOTHING) {
                continue;
            }
            double[] times = Arrays.copyOfRange(process(kind, folder, runs), 1, runs + 1);
            double peak = process(kind, folder, 1)[0] - empty;
            Arrays.sort(times);
            double median = times[runs / 2];
            read = kind == RestoreOnce.Kind.READ ? median : read;
            System.out.printf(
                    Locale.ROOT,
                    "%-46s %8.1f %8.1f %8s %14.2f%n",
                    kind.title(),
                    median,
                    times[0],
                    read == 0 ? "" : String.format(Locale.ROOT, "%.2f", median / read),
                    peak / bytes);
        }
    }

    /** Peak memory in bytes, then the times. */
    private static double[] process(RestoreOnce.Kind kind, Path folder, int runs)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (Runtime.version().feature() >= 24) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), RestoreOnce.class.getName()));
        command.addAll(List.of(kind.name(), folder.toString(), Integer.toString(runs)));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command + " failed: " + output);
        }
        return Arrays.stream(output.trim().split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }
}
