package dev.markhor.execution;

import dev.markhor.binding.MemoryWords;
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
    public long total() {
        return weights + packed + constants + arenas + workspaces;
    }

    /** {@code 97.8 MiB (weights 50.1 MiB, packed 47.7 MiB)}: the total, and what there is of each kind; bytes below 1 MiB. */
    @Override
    public String toString() {
        StringJoiner kinds = new StringJoiner(", ", " (", ")").setEmptyValue("");
        add(kinds, "weights", weights);
        add(kinds, "packed", packed);
        add(kinds, "constants", constants);
        add(kinds, "arenas", arenas);
        add(kinds, "workspaces", workspaces);
        return MemoryWords.needed(total()) + kinds;
    }

    private static void add(StringJoiner kinds, String name, long bytes) {
        if (bytes > 0) {
            kinds.add(name + ' ' + MemoryWords.needed(bytes));
        }
    }
}
