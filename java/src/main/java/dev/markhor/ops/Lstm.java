package dev.markhor.ops;

import dev.markhor.graph.Op;
import dev.markhor.graph.Spec;
import java.util.List;

/**
 * A long short-term memory over a sequence. Inputs: the projected input {@code x · kernel + bias}, {@code [batch, steps, 4 units]} in the
 * order i, f, c, o; the recurrent kernel {@code [units, 4 units]}; then, as {@link Recurrence} says, the states h and c
 * {@code [batch, units]} and a mask. Outputs: the sequence of h {@code [batch, steps, units]}, the last h, the last c.
 */
public record Lstm(Unary activation, Unary recurrentActivation, Recurrence recurrence) implements Op {
    @Override
    public String name() {
        return "lstm";
    }

    @Override
    public List<Spec> infer(List<Spec> inputs) {
        return recurrence.infer(inputs, 4, 1, 2);
    }
}
