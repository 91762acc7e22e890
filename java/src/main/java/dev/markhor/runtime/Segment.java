package dev.markhor.runtime;

import dev.markhor.binding.Program;
import dev.markhor.graph.Node;
import java.util.List;
import java.util.Optional;

/** A part of a plan. */
public sealed interface Segment {
    /** Steps that run in one native call. */
    record Native(Program program) implements Segment {}

    /**
     * One step in Java.
     *
     * @param node what of the graph it computes, if that is one node
     */
    record Java(JavaStep step, Optional<Node> node, List<Slot> inputs, List<Slot> outputs) implements Segment {}
}
