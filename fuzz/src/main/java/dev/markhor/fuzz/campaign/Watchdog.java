package dev.markhor.fuzz.campaign;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.util.Map;

/** Ends a worker whose mutant takes too long, and leaves behind what all threads were at. */
final class Watchdog {
    private static final long PERIOD_MILLIS = 250;
    /** A worker that waits for a processor is not at fault, unless it waits for ever. */
    private static final long STALLED_SECONDS = 120;

    private Watchdog() {}

    static void start(Progress progress, Settings settings) {
        long worker = Thread.currentThread().getId();
        Thread thread = new Thread(() -> watch(progress, settings, worker), "watchdog");
        thread.setDaemon(true);
        thread.setPriority(Thread.MAX_PRIORITY);
        thread.start();
    }

    private static void watch(Progress progress, Settings settings, long worker) {
        var threads = ManagementFactory.getThreadMXBean();
        long watched = 0;
        long cpuBefore = 0;
        while (true) {
            sleep();
            long started = progress.started();
            if (started == 0 || started != watched) {
                watched = started;
                cpuBefore = threads.getThreadCpuTime(worker);
                continue;
            }
            long seconds = (System.currentTimeMillis() - started) / 1000;
            long cpuSeconds = (threads.getThreadCpuTime(worker) - cpuBefore) / 1_000_000_000;
            if (seconds >= Settings.HANG_SECONDS
                    && (cpuSeconds >= Settings.HANG_SECONDS / 2 || seconds >= STALLED_SECONDS)) {
                dump(settings, progress.seed());
                Runtime.getRuntime().halt(Worker.HUNG);
            }
        }
    }

    private static void dump(Settings settings, long seed) {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<Thread, StackTraceElement[]> each :
                Thread.getAllStackTraces().entrySet()) {
            text.append(each.getKey()).append('\n');
            for (StackTraceElement frame : each.getValue()) {
                text.append("    ").append(frame).append('\n');
            }
        }
        try {
            Files.createDirectories(settings.findings());
            Files.writeString(settings.findings().resolve("hang-" + settings.format() + "-" + seed + ".txt"), text);
        } catch (IOException e) {
            System.err.println(text);
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(PERIOD_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
