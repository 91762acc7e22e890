package dev.markhor.execution;

import java.util.Locale;
import java.util.StringJoiner;

/**
 * Native memory of a model, or of all models of the process, in bytes. Inputs and results are not in it: they are their caller's. Nor is what the
 * process has once: libraries, thread pools, and some kilobytes of program for each plan.
 *
 * @param weights values of weights as they are stored
 * @param packed what was computed from weights, in the layouts that kernels read
 * @param constants of the traced programs
 * @param arenas intermediate results, of calls in flight and kept for later ones
 * @param workspaces tables of addresses, and copies of small inputs and outputs
 */
public record MemoryUse(long weights, long packed, long constants, long arenas, long workspaces) {
    private static final double MIB = 1 << 20;

    public long total() {
        return weights + packed + constants + arenas + workspaces;
    }

    /** {@code 97.8 MiB (weights 50.1, packed 47.7)}: the total, and what there is of each kind. */
    @Override
    public String toString() {
        StringJoiner kinds = new StringJoiner(", ", " (", ")").setEmptyValue("");
        add(kinds, "weights", weights);
        add(kinds, "packed", packed);
        add(kinds, "constants", constants);
        add(kinds, "arenas", arenas);
        add(kinds, "workspaces", workspaces);
        return mebibytes(total()) + " MiB" + kinds;
    }

    private static void add(StringJoiner kinds, String name, long bytes) {
        if (bytes > 0) {
            kinds.add(name + ' ' + mebibytes(bytes));
        }
    }

    private static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f", bytes / MIB);
    }
}
