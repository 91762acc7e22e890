package dev.markhor.benchmarks.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the machine can do at most; the best of several measurements.
 *
 * @param fma GFLOP/s of multiply-adds, by instruction set
 * @param read GB/s of reading, by the level of memory that holds what is read: l1, l2, l3, memory
 * @param copy GB/s of copying, to memory that was used before and to fresh memory
 * @param sizes bytes of the caches, by level
 * @param jniNanos a call of a native function that does nothing
 */
public record Limits(
        Map<String, Rate> fma,
        Map<String, Rate> read,
        Map<String, Double> copy,
        Map<String, Long> sizes,
        double jniNanos) {

    private static final List<String> STRONGEST_FIRST = List.of("avx512", "avx2", "portable");

    /** By one thread, and by two at once. */
    public record Rate(double one, double two) {
        public double of(int threads) {
            return threads > 1 ? two : one;
        }
    }

    /** Without the instruction sets that are stronger than one, for runs that are held to it. */
    public Limits upTo(String isa) {
        Map<String, Rate> kept = new LinkedHashMap<>(fma);
        kept.keySet().removeAll(STRONGEST_FIRST.subList(0, STRONGEST_FIRST.indexOf(isa)));
        return new Limits(kept, read, copy, sizes, jniNanos);
    }

    /** The instruction set that counts. */
    public String strongest() {
        return STRONGEST_FIRST.stream().filter(fma::containsKey).findFirst().orElseThrow();
    }

    /** GFLOP/s of the strongest instruction set. */
    public double peak(int threads) {
        return fma.get(strongest()).of(threads);
    }

    /** A level's name for readers: {@code L2}, {@code memory}. */
    public static String title(String level) {
        return level.startsWith("l") ? level.toUpperCase(Locale.ROOT) : level;
    }

    /** The level of memory that holds so many bytes from one call to the next. */
    public String level(double bytes) {
        for (String level : List.of("l1", "l2", "l3")) {
            if (bytes <= sizes.getOrDefault(level, 0L)) {
                return level;
            }
        }
        return "memory";
    }

    /**
     * The least time that one call can take: all its multiply-adds at the peak, or all its weights read once from where they lie, whichever
     * is longer. Algorithms that need fewer multiply-adds (Winograd's) may go below the first.
     */
    public double boundMillis(double operations, double weightBytes, int batch, int threads) {
        double compute = operations * batch / (peak(threads) * 1e6);
        double reading = weightBytes / (read.get(level(weightBytes)).of(threads) * 1e6);
        return Math.max(compute, reading);
    }
}
