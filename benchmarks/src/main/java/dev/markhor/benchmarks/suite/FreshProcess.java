package dev.markhor.benchmarks.suite;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A process of {@link dev.markhor.benchmarks.worker.Once}, from start to end.
 *
 * @param openedMillis from its start until it said so
 * @param memory milliseconds and megabytes, if it was watched
 */
record FreshProcess(double openedMillis, double predictedMillis, double peakBytes, List<double[]> memory) {
    private static final long PERIOD_MILLIS = 4;
    private static final double PAGE_BYTES = 4096;
    /** After which a process is ended. */
    private static final long MOST_SECONDS = 120;

    /** @throws IOException if it fails, or takes more than two minutes */
    static FreshProcess run(List<String> command, boolean watched) throws IOException {
        List<double[]> memory = Collections.synchronizedList(new ArrayList<>());
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        CompletableFuture.delayedExecutor(MOST_SECONDS, TimeUnit.SECONDS).execute(process::destroyForcibly);
        if (watched) {
            Thread watcher = new Thread(() -> watch(process, start, memory), "watcher");
            watcher.setDaemon(true);
            watcher.start();
        }
        double opened = 0;
        double predicted = 0;
        double peak = 0;
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                double now = (System.nanoTime() - start) / 1e6;
                switch (line) {
                    case "opened" -> opened = now;
                    case "predicted" -> predicted = now;
                    default -> peak = line.matches("\\d+") ? Double.parseDouble(line) * 1024 : peak;
                }
            }
        }
        try {
            int code = process.waitFor();
            if (code != 0 || predicted == 0 || peak == 0) {
                throw new IOException("ended with " + code + " before it had predicted");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        return new FreshProcess(opened, predicted, peak, List.copyOf(memory));
    }

    private static void watch(Process process, long start, List<double[]> memory) {
        Path statm = Path.of("/proc", Long.toString(process.pid()), "statm");
        try {
            while (process.isAlive()) {
                double pages = Double.parseDouble(Files.readString(statm).split(" ")[1]);
                if (pages > 0) {
                    memory.add(new double[] {(System.nanoTime() - start) / 1e6, pages * PAGE_BYTES / 1e6});
                }
                Thread.sleep(PERIOD_MILLIS);
            }
        } catch (IOException e) {
            // it has ended
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
