package dev.markhor.runtime;

import dev.markhor.binding.Program;
import dev.markhor.graph.Node;
import java.util.List;
import java.util.stream.Stream;

/** A part of a plan. */
public sealed interface Segment {
    /**
     * Steps that run in one native call, or in several, each for the next samples of the batch.
     *
     * @param steps one for each instruction
     * @param times how many calls
     * @param moves what happens to the table of addresses after each
     */
    record Native(Program program, List<Step.Native> steps, long times, List<Move> moves) implements Segment {
        public Native {
            moves = List.copyOf(moves);
        }
    }

    /** Entry {@code entry} of the table moves on by so many bytes. */
    record Move(int entry, long bytes) {}

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
