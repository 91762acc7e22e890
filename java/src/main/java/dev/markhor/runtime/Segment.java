package dev.markhor.runtime;

import dev.markhor.binding.Program;
import dev.markhor.graph.Node;
import java.util.List;
import java.util.stream.Stream;

/** A part of a plan. */
public sealed interface Segment {
    /**
     * Steps that run in one native call.
     *
     * @param steps one for each instruction
     */
    record Native(Program program, List<Step.Native> steps) implements Segment {}

    /**
     * One step in Java.
     *
     * @param nodes what of the graph it computes
     */
    record Java(JavaStep step, List<Node> nodes, List<Slot> inputs, List<Slot> outputs) implements Segment {
        Step.InJava asStep() {
            return new Step.InJava(
                    nodes,
                    outputs.stream().map(Slot::spec).toList(),
                    Stream.concat(inputs.stream(), outputs.stream())
                            .mapToLong(Slot::bytes)
                            .sum());
        }
    }
}
