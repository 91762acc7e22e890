package dev.markhor.execution;

import java.util.List;

/**
 * What a machine can do at most, by some number of threads at once, as it was measured.
 *
 * @param instructionSet the one in use: {@code portable}, {@code avx2} or {@code avx512}
 * @param gflops multiply-adds of float32 in registers, 1e9 operations a second; a multiply-add is two
 * @param levels of memory, nearest first; the last one holds everything
 */
public record MachineLimits(String instructionSet, int threads, double gflops, List<Level> levels) {
    /** @throws IllegalArgumentException if there is no level */
    public MachineLimits {
        if (levels.isEmpty()) {
            throw new IllegalArgumentException("a machine has some memory");
        }
        levels = List.copyOf(levels);
    }

    /**
     * A level of memory.
     *
     * @param name {@code L2}, {@code L3} or {@code memory}
     * @param bytes that it holds, for all threads together
     * @param gigabytes read from it, 1e9 bytes a second
     */
    public record Level(String name, long bytes, double gigabytes) {}

    /** The nearest level that holds so many bytes. */
    public Level holding(long bytes) {
        return levels.stream().filter(level -> bytes <= level.bytes).findFirst().orElse(levels.get(levels.size() - 1));
    }
}
