package dev.markhor.compile;

import dev.markhor.tensor.Shape;
import java.util.List;

/**
 * The most memory one call may take for its results. The setting {@code markhor.memory.limit}, in MiB; without it four times the heap,
 * 4 GiB at least.
 */
record MemoryLimit(long bytes) {
    private static final long MIB = 1L << 20;

    static MemoryLimit configured() {
        Long mebibytes = Long.getLong("markhor.memory.limit");
        return new MemoryLimit(
                mebibytes != null
                        ? Math.multiplyExact(mebibytes, MIB)
                        : Math.max(4096 * MIB, 4 * Math.min(Runtime.getRuntime().maxMemory(), Long.MAX_VALUE / 4)));
    }

    /** @throws IllegalArgumentException if {@code needed} bytes are too many */
    void check(long needed, List<Shape> inputs) {
        if (needed > bytes) {
            throw new IllegalArgumentException("a call with inputs of shape " + inputs + " needs " + needed / MIB
                    + " MiB for its results, more than the limit of " + bytes / MIB
                    + " MiB; -Dmarkhor.memory.limit sets another, in MiB");
        }
    }
}
