package dev.markhor.benchmarks.soak;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The process at one moment.
 *
 * @param seconds since the start
 * @param processor seconds that all its threads have run
 * @param resident memory, megabytes
 * @param threads of the operating system, those of the JVM included
 * @param load average of the machine over a minute
 */
record Sample(double seconds, double processor, double resident, int threads, double load, long calls, long loads) {
    static final String HEADER = "seconds,processor_seconds,resident_mb,threads,load,calls,loads\n";

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    static Sample take(long start, long calls, long loads) throws IOException {
        double resident = 0;
        int threads = 0;
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmRSS:")) {
                resident = number(line) / 1024.0;
            } else if (line.startsWith("Threads:")) {
                threads = number(line);
            }
        }
        return new Sample(
                (System.nanoTime() - start) / 1e9,
                SYSTEM.getProcessCpuTime() / 1e9,
                resident,
                threads,
                SYSTEM.getSystemLoadAverage(),
                calls,
                loads);
    }

    private static int number(String line) {
        return Integer.parseInt(line.replaceAll("\\D", ""));
    }

    String line() {
        return String.format(
                java.util.Locale.ROOT,
                "%.1f,%.2f,%.1f,%d,%.2f,%d,%d%n",
                seconds,
                processor,
                resident,
                threads,
                load,
                calls,
                loads);
    }
}
