package dev.markhor.layers;

import dev.markhor.graph.Placeholder;
import dev.markhor.graph.Spec;
import dev.markhor.graph.Value;
import dev.markhor.model.CallContext;
import dev.markhor.model.Inputs;
import dev.markhor.model.Structure;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Reshape;
import dev.markhor.ops.Scan;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a recurrent layer does in one step. A cell of one's own says the shapes of its states, creates variables in {@code build} for a
 * step {@code [batch, ...]}, and computes in {@link #step}; {@link RNN} runs it over sequences.
 *
 * <p>Called as a layer it takes {@code [batch, ...]} and its states (the argument {@code states}, or further values beside the first),
 * and gives an output and the new states.
 *
 * @param <T> the cell's own class
 */
public abstract class RecurrentCell<T extends RecurrentCell<T>> extends BaseLayer<T> {
    /**
     * A sequence and how to go through it.
     *
     * @param x {@code [batch, steps, ...]}
     * @param states the first states; none: those of {@link #initialStates}
     * @param mask {@code [batch, steps]}
     */
    record Sequence(
            Value x, List<Value> states, Optional<Value> mask, boolean goBackwards, boolean zeroOutputForMask) {}

    /**
     * What became of a sequence.
     *
     * @param outputs {@code [batch, steps, ...]} in the order of computation
     * @param states the last states
     */
    record Unrolled(Value outputs, List<Value> states) {}

    protected RecurrentCell() {}

    /** The shapes of the states without the batch dimension: Keras' {@code state_size}. */
    protected abstract List<Shape> stateShapes();

    /**
     * Computes one step; the cell is built.
     *
     * @param x {@code [batch, ...]}
     * @param states as many as {@link #stateShapes}, each {@code [batch, ...]}
     */
    protected abstract Scan.Step step(Value x, List<Value> states, CallContext context);

    /**
     * The first states of a call that was given none; zeros unless overridden.
     *
     * @param x the sequence, {@code [batch, steps, ...]}
     */
    protected List<Value> initialStates(Value x) {
        Value sample = x;
        for (int axis = 1; axis < x.rank(); axis++) {
            sample = Ops.slice(sample, axis, 0, 1, 1);
        }
        List<Value> states = new ArrayList<>();
        for (Shape shape : stateShapes()) {
            long[] ones = new long[shape.rank() + 1];
            Arrays.fill(ones, 1);
            ones[0] = Reshape.copy(0);
            Value no = Ops.constant(Tensor.of(new boolean[] {false}));
            Value zeros = Ops.constant(Tensor.zeros(dtype(), shape));
            states.add(Ops.where(no, Ops.cast(Ops.reshape(sample, ones), dtype()), zeros));
        }
        return states;
    }

    /** The number of states. */
    final int stateCount() {
        return stateShapes().size();
    }

    /** Runs over a whole sequence; the cell must be built. */
    Unrolled unroll(Sequence sequence, CallContext context) {
        List<Value> states = sequence.states().isEmpty() ? initialStates(sequence.x()) : sequence.states();
        Scan.Result result = Scan.trace(
                sequence.x(),
                states,
                sequence.mask(),
                sequence.goBackwards(),
                sequence.zeroOutputForMask(),
                this::applyStep);
        return new Unrolled(result.outputs(), result.states());
    }

    private Scan.Step applyStep(Value x, List<Value> states) {
        Inputs inputs = Inputs.of(x).with("states", Structure.list(states));
        List<Value> results = apply(inputs).flatten();
        return new Scan.Step(results.get(0), results.subList(1, results.size()));
    }

    /** What a step gives for another one's output, to build cells in a row. */
    final Value outputFor(Value x) {
        List<Value> states = new ArrayList<>();
        for (Shape shape : stateShapes()) {
            states.add(
                    Placeholder.create(new Spec(dtype(), shape.prepend(x.shape().dim(0)))));
        }
        return applyStep(x, states).output();
    }

    @Override
    protected Structure<Value> call(Inputs inputs, CallContext context) {
        List<Value> values = inputs.list();
        List<Value> states = inputs.structure(1, "states")
                .map(Structure::flatten)
                .orElse(values.subList(Math.min(1, values.size()), values.size()));
        if (values.isEmpty() || states.size() != stateCount()) {
            throw new IllegalArgumentException("a cell takes [batch, ...] and its " + stateCount() + " state(s)");
        }
        Scan.Step step = step(values.get(0), states, context);
        return new Structure.Items<>(
                List.of(Structure.of(step.output()), Structure.list(new ArrayList<>(step.states()))));
    }
}
