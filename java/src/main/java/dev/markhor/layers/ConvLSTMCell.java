package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.CallContext;
import dev.markhor.model.ConfigOutput;
import dev.markhor.model.Dialect;
import dev.markhor.ops.Conv;
import dev.markhor.ops.LeapingWindows;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Padding;
import dev.markhor.ops.Scan;
import dev.markhor.tensor.Shape;
import dev.markhor.variable.Initializer;
import dev.markhor.variable.Initializers;
import dev.markhor.variable.Variable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * One step of a {@link ConvLSTMLayer}; states h and c, both {@code [batch, spatial..., filters]}. The input's convolution, as the layer's
 * options say, is done for all steps at once; that of the state has stride 1 and keeps its size.
 */
final class ConvLSTMCell extends RecurrentCell<ConvLSTMCell> {
    final int spatial;
    private final int filters;
    private final List<Integer> kernelSize;
    List<Integer> strides;
    List<Integer> dilation;
    Padding padding = Padding.of("valid");
    boolean channelsFirst;
    ActivationFunction activation = ActivationFunction.named("tanh");
    ActivationFunction recurrentActivation = ActivationFunction.named("sigmoid");
    boolean useBias = true;
    boolean unitForgetBias = true;
    Initializer kernelInitializer = Initializers.glorotUniform();
    Initializer recurrentInitializer = Initializers.orthogonal(1, null);
    Initializer biasInitializer = Initializers.zeros();
    private Variable kernel;
    private Variable recurrentKernel;
    private Variable bias;

    ConvLSTMCell(int spatial, int filters, int... kernelSize) {
        this.spatial = spatial;
        this.filters = Options.positive("filters", filters);
        this.kernelSize = Options.positive("kernel_size", spatial, kernelSize);
        this.strides = Options.positive("strides", spatial, 1);
        this.dilation = Options.positive("dilation_rate", spatial, 1);
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        config.put("filters", filters)
                .put("kernel_size", kernelSize)
                .put("strides", strides)
                .put("padding", padding.equals(Padding.SAME) ? "same" : "valid")
                .putDataFormat(channelsFirst)
                .put("dilation_rate", dilation)
                .put("activation", activation.written(config))
                .put("recurrent_activation", recurrentActivation.written(config))
                .put("use_bias", useBias)
                .put("unit_forget_bias", unitForgetBias);
    }

    ConvLSTMCell configure(LayerConfig config) {
        strides = Options.positive("strides", spatial, config.ints("strides", spatial, 1));
        dilation = Options.positive("dilation_rate", spatial, config.ints("dilation_rate", spatial, 1));
        padding = Padding.of(config.string("padding", "valid"));
        channelsFirst = config.channelsFirst();
        activation = config.has("activation") ? config.activation("activation") : activation;
        recurrentActivation = config.has("recurrent_activation")
                ? config.activation("recurrent_activation")
                : ActivationFunction.named(config.dialect().isKeras3() ? "sigmoid" : "hard_sigmoid");
        useBias = config.bool("use_bias", true);
        unitForgetBias = config.bool("unit_forget_bias", true);
        kernelInitializer = config.initializer("kernel_initializer", kernelInitializer);
        recurrentInitializer = config.initializer("recurrent_initializer", recurrentInitializer);
        biasInitializer = config.initializer("bias_initializer", biasInitializer);
        return this;
    }

    @Override
    public boolean isChannelsFirst() {
        return channelsFirst;
    }

    @Override
    protected void build(Shape step) {
        long channels = ChannelsFirst.channels(channelsFirst, step, spatial);
        Shape window =
                Shape.of(kernelSize.stream().mapToLong(Integer::longValue).toArray());
        kernel = addWeight("kernel", window.append(channels).append(4L * filters), kernelInitializer);
        recurrentKernel =
                addWeight("recurrent_kernel", window.append(filters).append(4L * filters), recurrentInitializer);
        if (useBias) {
            Initializer initializer = unitForgetBias ? LSTMCell.forgetGateOpen(biasInitializer) : biasInitializer;
            bias = addWeight("bias", Shape.of(4L * filters), initializer);
        }
    }

    @Override
    protected List<Shape> stateShapes() {
        long[] dims = new long[spatial + 1];
        Arrays.fill(dims, Shape.FREE);
        dims[channelsFirst ? 0 : spatial] = filters;
        return Collections.nCopies(2, Shape.of(dims));
    }

    /** A sequence of one step. */
    @Override
    protected Scan.Step step(Value x, List<Value> states, CallContext context) {
        Unrolled result = unroll(new Sequence(Ops.expandDims(x, 1), states, Optional.empty(), false, false), context);
        return new Scan.Step(Ops.squeeze(result.outputs(), 1), result.states());
    }

    @Override
    Unrolled unroll(Sequence sequence, CallContext context) {
        Value x = projected(sequence.x());
        List<Value> states = new ArrayList<>();
        if (sequence.states().isEmpty()) {
            Value first = Ops.squeeze(Ops.slice(x, 1, 0, 1, 1), 1);
            states.addAll(Collections.nCopies(2, Ops.zerosLike(gate(first, 0))));
        } else {
            sequence.states().forEach(state -> states.add(toLast(state, 1)));
        }
        Dialect dialect = context.dialect();
        Scan.Result result = Scan.trace(
                x,
                states,
                sequence.mask(),
                sequence.goBackwards(),
                sequence.zeroOutputForMask() && dialect.isKeras3(), // Keras 2 does not hand this on to its backend
                (now, before) -> step(now, before.get(0), before.get(1), dialect));
        return new Unrolled(
                fromLast(result.outputs(), 2),
                result.states().stream().map(state -> fromLast(state, 1)).toList());
    }

    /** {@code [batch, steps, ...]} to {@code [batch, steps, spatial..., 4 filters]}. */
    private Value projected(Value x) {
        Value last = toLast(x, 2);
        Conv conv = new Conv(strides, dilation, padding, 1);
        Value y = Ops.apply(
                conv,
                LeapingWindows.cut(
                        TimeDistributed.merged(last), conv, kernel.value().shape()),
                kernel.value());
        return TimeDistributed.split(bias == null ? y : Ops.add(y, bias.value()), last);
    }

    private Scan.Step step(Value x, Value h, Value c, Dialect dialect) {
        List<Integer> ones = Collections.nCopies(spatial, 1);
        Conv conv = new Conv(ones, ones, Padding.of("same"), 1);
        Value sums = Ops.add(Ops.apply(conv, h, recurrentKernel.value()), x);
        Value in = recurrentActivation.apply(gate(sums, 0), dialect);
        Value forget = recurrentActivation.apply(gate(sums, 1), dialect);
        Value candidate = activation.apply(gate(sums, 2), dialect);
        Value out = recurrentActivation.apply(gate(sums, 3), dialect);
        Value memory = Ops.add(Ops.multiply(forget, c), Ops.multiply(in, candidate));
        Value output = Ops.multiply(out, activation.apply(memory, dialect));
        return new Scan.Step(output, List.of(output, memory));
    }

    private Value gate(Value sums, int index) {
        return Ops.slice(sums, -1, (long) index * filters, (index + 1L) * filters, 1);
    }

    private Value toLast(Value x, int axis) {
        return channelsFirst ? ChannelsFirst.toLast(x, axis) : x;
    }

    private Value fromLast(Value x, int axis) {
        return channelsFirst ? ChannelsFirst.fromLast(x, axis) : x;
    }
}
