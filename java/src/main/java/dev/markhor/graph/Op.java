package dev.markhor.graph;

import java.util.List;

/** What a node computes: an immutable description with a shape rule. How it is computed is the compiler's business. */
public interface Op {
    /** Short name for messages and plans: {@code conv}, {@code matmul}. */
    String name();

    /**
     * The outputs' types and shapes. Called twice: while tracing, when dimensions may be free, and while planning, when all are
     * known.
     *
     * @throws IllegalArgumentException if the inputs do not fit
     */
    List<Spec> infer(List<Spec> inputs);

    /** Graphs that run inside this op. */
    default List<Graph> bodies() {
        return List.of();
    }
}
