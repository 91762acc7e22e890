package dev.markhor.benchmarks.soak;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What came out: the last quarter of the time beside the second; the first warms up. */
record Verdict(List<Sample> samples, List<Subject> subjects) {
    private static final double MOST_MEMORY = 1.05;
    private static final double LEAST_THROUGHPUT = 0.9;

    private List<Sample> quarter(int which) {
        return samples.subList(samples.size() * which / 4, samples.size() * (which + 1) / 4);
    }

    private static double median(List<Sample> part, ToDoubleFunction<Sample> what) {
        double[] sorted = part.stream().mapToDouble(what).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /** Calls in a second of processor time: what other programs take from this one does not count. */
    private static double throughput(List<Sample> part) {
        Sample first = part.get(0);
        Sample last = part.get(part.size() - 1);
        return (last.calls() - first.calls()) / Math.max(1e-9, last.processor() - first.processor());
    }

    double memoryRatio() {
        return median(quarter(3), Sample::resident) / median(quarter(1), Sample::resident);
    }

    double throughputRatio() {
        return throughput(quarter(3)) / throughput(quarter(1));
    }

    int moreThreads() {
        return (int) (median(quarter(3), Sample::threads) - median(quarter(1), Sample::threads));
    }

    boolean isGood() {
        return memoryRatio() <= MOST_MEMORY && throughputRatio() >= LEAST_THROUGHPUT && moreThreads() <= 0;
    }

    long calls() {
        return samples.get(samples.size() - 1).calls();
    }

    String text() {
        Sample last = samples.get(samples.size() - 1);
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%.1f minutes: %d calls, %d loads; load average %.1f at the end%n"
                        + "resident memory %.0f MB, at most %.0f; last quarter / second quarter %.3f%n"
                        + "threads %d, at most %d; last quarter - second quarter %+d%n"
                        + "calls in a second of processor time %.0f; last quarter / second quarter %.3f%n",
                last.seconds() / 60,
                last.calls(),
                last.loads(),
                last.load(),
                last.resident(),
                samples.stream().mapToDouble(Sample::resident).max().orElse(0),
                memoryRatio(),
                last.threads(),
                samples.stream().mapToInt(Sample::threads).max().orElse(0),
                moreThreads(),
                throughput(quarter(3)),
                throughputRatio()));
        for (Subject subject : subjects) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-24s %9d calls, milliseconds: median %.3f, p99 %.3f, most %.3f%n",
                    subject.name(),
                    subject.latencies.count(),
                    subject.latencies.millis(0.5),
                    subject.latencies.millis(0.99),
                    subject.latencies.millis(1)));
        }
        return text.append(isGood() ? "steady\n" : "not steady\n").toString();
    }
}
