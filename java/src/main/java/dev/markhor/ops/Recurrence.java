package dev.markhor.ops;

import dev.markhor.graph.Spec;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * How a recurrent op goes through its sequence. Masked steps keep the state, and give the output of the step before them, which is zero
 * at the start, or zero always.
 *
 * @param goBackwards whether the last step comes first; outputs are in the order in which they are computed
 * @param zeroOutputForMask whether masked steps give zeros
 * @param initialState whether the first states are operands; they are zeros otherwise
 * @param masked whether the last operand is a mask, {@code bool[batch, steps]}
 */
public record Recurrence(boolean goBackwards, boolean zeroOutputForMask, boolean initialState, boolean masked) {
    /** The number of operands of an op with {@code weights} operands that are weights and {@code states} states. */
    int operands(int weights, int states) {
        return 1 + weights + (initialState ? states : 0) + (masked ? 1 : 0);
    }

    /**
     * Checks the operands and gives the outputs: the sequence {@code [batch, steps, units]}, and each state {@code [batch, units]}.
     *
     * @param gates how many times {@code units} wide the projected input is
     */
    List<Spec> infer(List<Spec> inputs, int gates, int weights, int states) {
        require(inputs.size() == operands(weights, states), "takes " + operands(weights, states) + " operands");
        Checks.sameType(masked ? inputs.subList(0, inputs.size() - 1) : inputs);
        Spec x = inputs.get(0);
        Shape kernel = inputs.get(1).shape();
        require(x.shape().rank() == 3, "needs a projected input of rank 3");
        require(x.shape().dim(1) != 0, "needs a sequence of at least one step, as Keras does");
        require(kernel.rank() == 2 && kernel.isStatic(), "needs a recurrent kernel of rank 2");
        long units = kernel.dim(0);
        require(kernel.dim(1) == gates * units, "needs a recurrent kernel [units, " + gates + " units]");
        require(fits(x.shape().dim(2), gates * units), "needs an input projected to " + gates * units + " features");
        for (int i = 0; initialState && i < states; i++) {
            Shape state = inputs.get(1 + weights + i).shape();
            require(
                    state.rank() == 2
                            && fits(state.dim(1), units)
                            && fits(state.dim(0), x.shape().dim(0)),
                    "needs states [batch, " + units + "]");
        }
        if (masked) {
            Spec mask = inputs.get(inputs.size() - 1);
            require(
                    mask.dtype() == DType.BOOL
                            && mask.shape().rank() == 2
                            && fits(mask.shape().dim(0), x.shape().dim(0))
                            && fits(mask.shape().dim(1), x.shape().dim(1)),
                    "needs a mask bool[batch, steps]");
        }
        List<Spec> outputs = new ArrayList<>();
        outputs.add(x.withShape(Shape.of(x.shape().dim(0), x.shape().dim(1), units)));
        for (int i = 0; i < states; i++) {
            outputs.add(x.withShape(Shape.of(x.shape().dim(0), units)));
        }
        return outputs;
    }

    private static boolean fits(long a, long b) {
        return a == b || a == Shape.FREE || b == Shape.FREE;
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException(what);
        }
    }
}
