package dev.markhor.ops;

import dev.markhor.graph.Op;
import dev.markhor.graph.Spec;
import java.util.List;

/**
 * A fully connected recurrence over a sequence, {@code h' = activation(x + h · kernel)}. Inputs: the projected input
 * {@code [batch, steps, units]}, its bias included; the recurrent kernel {@code [units, units]}; then, as {@link Recurrence} says, the
 * state {@code [batch, units]} and a mask. Outputs: the sequence {@code [batch, steps, units]} and the last state.
 */
public record SimpleRnn(Unary activation, Recurrence recurrence) implements Op {
    @Override
    public String name() {
        return "simple_rnn";
    }

    @Override
    public List<Spec> infer(List<Spec> inputs) {
        return recurrence.infer(inputs, 1, 1, 1);
    }
}
