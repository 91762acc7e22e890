package dev.markhor.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Fresh processes, from their start to the end of their first prediction, with the libraries' files extracted before or not. */
final class ColdStart {
    static final String USAGE = """
            start [--runs N] [HDF5_FILE]
              HDF5_FILE  a model with one input (golden/real/mlperf-tiny/resnet8_cifar10.h5)
              --runs     processes of each kind (15)
            """;

    private ColdStart() {}

    static void main(String... words) throws IOException, InterruptedException {
        if (Arrays.asList(words).contains("--help")) {
            System.out.print(USAGE);
            return;
        }
        List<String> rest = new ArrayList<>(List.of(words));
        int runs = 15;
        if (rest.size() > 1 && rest.get(0).equals("--runs")) {
            runs = Integer.parseInt(rest.get(1));
            rest = rest.subList(2, rest.size());
        }
        measure(Path.of(rest.isEmpty() ? "golden/real/mlperf-tiny/resnet8_cifar10.h5" : rest.get(0)), runs);
    }

    private static void measure(Path model, int runs) throws IOException, InterruptedException {
        System.out.printf(
                "%s, Java %s, class path without flags, %d processes each; milliseconds%n",
                model.getFileName(), Runtime.version().feature(), runs);
        System.out.printf("%-34s %10s %10s%n", "", "median", "min");
        Path cache = Files.createTempDirectory("markhor-cache");
        double[] empty = new double[runs];
        double[] warm = new double[runs];
        double[] fresh = new double[runs];
        double[][] extracted = new double[3][runs];
        double[][] extracting = new double[3][runs];
        for (int run = 0; run < runs; run++) {
            empty[run] = process(List.of("-version"), cache).millis();
            clear(cache);
            fresh[run] = predict(model, cache);
            warm[run] = predict(model, cache);
            clear(cache);
            libraries(model, cache, extracting, run);
            libraries(model, cache, extracted, run);
        }
        clear(cache);
        Files.delete(cache);
        print("java -version", empty);
        print("first prediction, empty cache", fresh);
        print("first prediction", warm);
        String[] names = {"kernels", "OpenBLAS", "HDF5"};
        for (int i = 0; i < names.length; i++) {
            print("load " + names[i] + ", empty cache", extracting[i]);
            print("load " + names[i], extracted[i]);
        }
    }

    private static double predict(Path model, Path cache) throws IOException, InterruptedException {
        return process(List.of(FirstPrediction.class.getName(), "predict", model.toString()), cache)
                .millis();
    }

    private static void libraries(Path model, Path cache, double[][] times, int run)
            throws IOException, InterruptedException {
        String[] printed = process(List.of(FirstPrediction.class.getName(), "libraries", model.toString()), cache)
                .output()
                .trim()
                .split(" ");
        for (int i = 0; i < printed.length; i++) {
            times[i][run] = Double.parseDouble(printed[i]);
        }
    }

    private record Ended(double millis, String output) {}

    private static Ended process(List<String> words, Path cache) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Dmarkhor.cache=" + cache);
        if (Runtime.version().feature() >= 24) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(words);
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command + " failed: " + output);
        }
        return new Ended((System.nanoTime() - start) / 1e6, output);
    }

    private static void clear(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(folder)) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void print(String name, double[] times) {
        Arrays.sort(times);
        System.out.printf(Locale.ROOT, "%-34s %10.1f %10.1f%n", name, times[times.length / 2], times[0]);
    }
}
