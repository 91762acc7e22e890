package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.CallContext;
import dev.markhor.model.Dialect;
import dev.markhor.model.Inputs;
import dev.markhor.model.Structure;
import dev.markhor.ops.Ops;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a recurrent layer does in one step. Called as a layer it takes {@code [batch, features]} and its states (the argument
 * {@code states}, or further values beside the first), and gives {@code [batch, units]} and the new states.
 *
 * @param <T> the cell's own class
 */
public abstract class RecurrentCell<T extends RecurrentCell<T>> extends BaseLayer<T> {
    /**
     * A sequence and how to go through it.
     *
     * @param x {@code [batch, steps, features]}
     * @param states the first states; none: zeros
     * @param mask {@code [batch, steps]}
     */
    record Sequence(
            Value x, List<Value> states, Optional<Value> mask, boolean goBackwards, boolean zeroOutputForMask) {}

    /**
     * What became of a sequence.
     *
     * @param outputs {@code [batch, steps, units]} in the order of computation
     * @param states the last states
     */
    record Unrolled(Value outputs, List<Value> states) {}

    RecurrentCell() {}

    /** The number of states. */
    abstract int stateCount();

    /** Runs over a whole sequence; the cell must be built. */
    abstract Unrolled unroll(Sequence sequence, Dialect dialect);

    @Override
    protected Structure<Value> call(Inputs inputs, CallContext context) {
        List<Value> values = inputs.list();
        List<Value> states = inputs.structure(1, "states")
                .map(Structure::flatten)
                .orElse(values.subList(Math.min(1, values.size()), values.size()));
        if (values.isEmpty() || values.get(0).rank() != 2 || states.size() != stateCount()) {
            throw new IllegalArgumentException(
                    "a cell takes [batch, features] and its " + stateCount() + " state(s) [batch, units]");
        }
        Sequence one = new Sequence(Ops.expandDims(values.get(0), 1), states, Optional.empty(), false, false);
        Unrolled result = unroll(one, context.dialect());
        Structure<Value> output = Structure.of(Ops.squeeze(result.outputs(), 1));
        return new Structure.Items<>(List.of(output, Structure.list(new ArrayList<>(result.states()))));
    }
}
