package dev.markhor.runtime;

import dev.markhor.graph.Spec;

/** Where a plan keeps one array: an operand word of native programs, and what lies there. */
public record Slot(long operand, Spec spec) {
    public long bytes() {
        return spec.shape().size() * spec.dtype().bytes();
    }
}
