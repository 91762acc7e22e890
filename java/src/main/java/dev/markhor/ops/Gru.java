package dev.markhor.ops;

import dev.markhor.graph.Op;
import dev.markhor.graph.Spec;
import java.util.List;

/**
 * A gated recurrent unit over a sequence. Inputs: the projected input {@code x · kernel + bias}, {@code [batch, steps, 3 units]} in the
 * order z, r, h; the recurrent kernel {@code [units, 3 units]}; with {@code resetAfter} the recurrent bias {@code [3 units]}; then, as
 * {@link Recurrence} says, the state {@code [batch, units]} and a mask. Outputs: the sequence {@code [batch, steps, units]} and the last
 * state.
 *
 * @param resetAfter whether the reset gate is multiplied after the product with the recurrent kernel
 */
public record Gru(Unary activation, Unary recurrentActivation, boolean resetAfter, Recurrence recurrence)
        implements Op {
    @Override
    public String name() {
        return "gru";
    }

    @Override
    public List<Spec> infer(List<Spec> inputs) {
        List<Spec> outputs = recurrence.infer(inputs, 3, resetAfter ? 2 : 1, 1);
        if (resetAfter && !inputs.get(2).shape().equals(inputs.get(1).shape().slice(1, 2))) {
            throw new IllegalArgumentException("needs a recurrent bias as long as the recurrent kernel is wide");
        }
        return outputs;
    }
}
