package dev.markhor.benchmarks.soak;

import java.util.concurrent.atomic.AtomicLongArray;

/** How long calls took, to about one part in eight, whatever their number. */
final class Latencies {
    private static final int STEPS = 8; // of a doubling
    private static final int DOUBLINGS = 44;

    private final AtomicLongArray counts = new AtomicLongArray(STEPS * DOUBLINGS);

    void add(long nanos) {
        counts.incrementAndGet(bucket(Math.max(nanos, STEPS)));
    }

    private static int bucket(long nanos) {
        int doubling = 63 - Long.numberOfLeadingZeros(nanos);
        int step = (int) (nanos >>> doubling - 3) & STEPS - 1;
        return Math.min((doubling - 3) * STEPS + step, STEPS * DOUBLINGS - 1);
    }

    long count() {
        long all = 0;
        for (int i = 0; i < counts.length(); i++) {
            all += counts.get(i);
        }
        return all;
    }

    /** In milliseconds, rounded up: no more than this for a share of the calls. */
    double millis(double share) {
        long wanted = (long) Math.ceil(count() * share);
        long seen = 0;
        int i = 0;
        while (i < counts.length() - 1 && (seen += counts.get(i)) < wanted) {
            i++;
        }
        long unit = 1L << i / STEPS;
        return unit * (STEPS + i % STEPS + 1) / 1e6;
    }
}
