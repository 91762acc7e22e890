package dev.markhor.layers;

import dev.markhor.graph.Placeholder;
import dev.markhor.graph.Value;
import dev.markhor.model.CallContext;
import dev.markhor.model.ConfigOutput;
import dev.markhor.model.Inputs;
import dev.markhor.model.Layer;
import dev.markhor.model.Structure;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Slice;
import dev.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A cell over a sequence: {@code [batch, steps, ...] -> [batch, ...]}, or {@code [batch, steps, ...]} with
 * {@link #returnSequences}. The first states are zeros, or the argument {@code initial_state}, or further values beside the first.
 *
 * @param <T> the layer's own class
 */
public abstract class RecurrentLayer<T extends RecurrentLayer<T>> extends BaseLayer<T> {
    private final RecurrentCell<?> cell;
    private boolean returnSequences;
    private boolean returnState;
    private boolean goBackwards;
    private boolean zeroOutputForMask;
    private boolean stateful;
    private boolean timeMajor; // [steps, batch, ...], in and out: an option of Keras 2
    private boolean unroll; // changes nothing but which outputs are zero, see zeros

    RecurrentLayer(RecurrentCell<?> cell) {
        this.cell = track("cell", cell);
    }

    /** Whether every step's output is given, not the last one alone; false unless set. */
    public final T returnSequences(boolean flag) {
        returnSequences = flag;
        return self();
    }

    /** Whether the last states, each {@code [batch, ...]}, follow the output; false unless set. */
    public final T returnState(boolean flag) {
        returnState = flag;
        return self();
    }

    /** Whether the last step is processed first; outputs are in the order of processing. False unless set. */
    public final T goBackwards(boolean flag) {
        goBackwards = flag;
        return self();
    }

    /** Whether masked steps give zeros instead of the output before them; false unless set. */
    public final T zeroOutputForMask(boolean flag) {
        zeroOutputForMask = flag;
        return self();
    }

    /** Whether, in a {@link dev.markhor.model.Session}, each call begins with the states that the call before ended with; false unless set. */
    public final T stateful(boolean flag) {
        stateful = flag;
        return self();
    }

    @Override
    public boolean isStateful() {
        return stateful;
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        config.put("return_sequences", returnSequences)
                .put("return_state", returnState)
                .put("go_backwards", goBackwards)
                .put("stateful", stateful)
                .put("unroll", unroll)
                .put("zero_output_for_mask", zeroOutputForMask);
    }

    final T configureSequence(LayerConfig config) {
        if (config.integer("num_constants", 0) > 0) {
            throw config.unsupported("'num_constants' is not supported");
        }
        stateful = config.bool("stateful", false);
        timeMajor = config.bool("time_major", false) && knowsTimeMajor();
        if (stateful && timeMajor) {
            throw config.unsupported("'stateful' with 'time_major' is not supported");
        }
        zeroOutputForMask = config.bool("zero_output_for_mask", false);
        unroll = config.bool("unroll", false);
        returnState = config.bool("return_state", false);
        goBackwards = config.bool("go_backwards", false);
        return returnSequences(config.bool("return_sequences", false));
    }

    /** Whether the option means anything: convolutional layers take and store it, and that is all. */
    boolean knowsTimeMajor() {
        return true;
    }

    /** @throws dev.markhor.error.UnsupportedModelException if the layer is no cell that is known here */
    static RecurrentCell<?> cell(LayerConfig config, Layer layer) {
        if (layer instanceof RecurrentCell<?> cell) {
            return cell;
        }
        throw config.unsupported("a " + layer.getClass().getSimpleName() + " was made for " + layer.className()
                + ", and is no cell; register a RecurrentCell under the name of its class");
    }

    final boolean returnsSequences() {
        return returnSequences;
    }

    final boolean returnsState() {
        return returnState;
    }

    final boolean goesBackwards() {
        return goBackwards;
    }

    /** Which axis of the input the steps lie along. */
    final int timeAxis() {
        return timeMajor ? 0 : 1;
    }

    /** From the layer's order of samples and steps to {@code [batch, steps, ...]}, and back. */
    private Value turned(Value x) {
        int[] axes = IntStream.range(0, x.rank()).toArray();
        axes[0] = 1;
        axes[1] = 0;
        return timeMajor ? Ops.transpose(x, axes) : x;
    }

    final int stateCount() {
        return cell.stateCount();
    }

    @Override
    protected void build(Inputs inputs) {
        Value x = inputs.list().get(0);
        if (x.rank() < 3) {
            throw new IllegalArgumentException("needs an input [batch, steps, features], got " + x.shape());
        }
        Shape step = x.shape().slice(2, x.rank()).prepend(x.shape().dim(1 - timeAxis()));
        buildInside(cell, Inputs.of(Placeholder.create(x.spec().withShape(step))));
    }

    @Override
    protected Structure<Value> call(Inputs inputs, CallContext context) {
        List<Value> states = initialStates(inputs, context);
        if (!states.isEmpty() && states.size() != cell.stateCount()) {
            throw new IllegalArgumentException("needs " + cell.stateCount() + " initial states, got " + states.size());
        }
        Optional<Value> mask = mask(inputs, context, !states.isEmpty())
                .map(Masks::toBool)
                .map(RecurrentLayer::ofSteps)
                .map(this::turned);
        boolean zerosInWrongOrder = zeroOutputForMask && unroll && goBackwards && returnSequences;
        RecurrentCell.Unrolled result = cell.unroll(
                new RecurrentCell.Sequence(
                        turned(Numbers.floating(inputs.list().get(0), dtype())),
                        firstStates(states, context),
                        mask,
                        goBackwards,
                        zeroOutputForMask && !zerosInWrongOrder),
                context);
        if (stateful) {
            context.carryStates(this, result.states());
        }
        Value outputs = zerosInWrongOrder ? zeros(result.outputs(), mask) : result.outputs();
        Value output = returnSequences ? turned(outputs) : last(outputs);
        if (!returnState) {
            return Structure.of(output);
        }
        List<Value> all = new ArrayList<>(List.of(output));
        all.addAll(result.states());
        return Structure.list(all);
    }

    /** Where a layer is given states and has some of the call before, Keras 3 takes the given ones, Keras 2 the others. */
    private List<Value> firstStates(List<Value> given, CallContext context) {
        boolean givenWin = !given.isEmpty() && context.dialect().isKeras3();
        return stateful && !givenWin ? context.carriedStates(this).orElse(given) : given;
    }

    /** Unrolled and backwards, Keras leaves the mask in the order of the input while the outputs are in that of processing. */
    private static Value zeros(Value outputs, Optional<Value> mask) {
        if (mask.isEmpty()) {
            return outputs;
        }
        Value counts = mask.get();
        while (counts.rank() < outputs.rank()) {
            counts = Ops.expandDims(counts, -1);
        }
        return Ops.where(counts, outputs, Ops.constant(0, outputs));
    }

    /** What is masked by {@code [batch, steps, 1]} is masked by {@code [batch, steps]}. */
    private static Value ofSteps(Value mask) {
        return mask.rank() == 3 && mask.shape().dim(2) == 1 ? Ops.squeeze(mask, 2) : mask;
    }

    private static Value last(Value outputs) {
        return Ops.squeeze(Ops.slice(outputs, 1, -1, Slice.OPEN, 1), 1);
    }

    /** None: zeros. Keras 2 has them beside the input, or by name; Keras 3 as second argument. */
    static List<Value> initialStates(Inputs inputs, CallContext context) {
        List<Value> values = inputs.list();
        int position = context.dialect().isKeras3() ? 1 : Integer.MAX_VALUE;
        return inputs.structure(position, "initial_state")
                .map(Structure::flatten)
                .orElse(values.subList(1, values.size()));
    }

    /** Keras 3 looks for the input's mask only if the input is the only tensor. */
    static Optional<Value> mask(Inputs inputs, CallContext context, boolean withStates) {
        Optional<Value> given = inputs.value(context.dialect().isKeras3() ? 2 : 1, "mask");
        if (given.isPresent() || withStates && context.dialect().isKeras3()) {
            return given;
        }
        return context.mask();
    }

    /** In Keras 3 the outputs have the input's mask, also where the layer did not look for it. */
    static Optional<Value> outputMask(Inputs inputs, CallContext context) {
        boolean withStates = !initialStates(inputs, context).isEmpty();
        return context.dialect().isKeras3() ? context.mask() : mask(inputs, context, withStates);
    }

    @Override
    protected boolean takesMask() {
        return true;
    }

    @Override
    protected Optional<Value> computeMask(Inputs inputs, CallContext context) {
        return returnSequences ? outputMask(inputs, context) : Optional.empty();
    }
}
