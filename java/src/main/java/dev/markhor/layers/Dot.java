package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.CallContext;
import dev.markhor.model.ConfigOutput;
import dev.markhor.model.Inputs;
import dev.markhor.model.Structure;
import dev.markhor.ops.Axes;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Reshape;
import java.util.ArrayList;
import java.util.List;

/**
 * Products of two inputs, sample by sample, summed over one axis of each: {@code [batch, a..., k]} and {@code [batch, k, b...]} give
 * {@code [batch, a..., b...]}, wherever the axes of size {@code k} are.
 */
public final class Dot extends BaseLayer<Dot> {
    private final int firstAxis;
    private final int secondAxis;
    private boolean normalize;

    /** Sums over the same axis (the batch is 0) of both. */
    public Dot(int axis) {
        this(axis, axis);
    }

    /** @param firstAxis of the first input, the batch being 0 */
    public Dot(int firstAxis, int secondAxis) {
        this.firstAxis = firstAxis;
        this.secondAxis = secondAxis;
    }

    /** Whether the vectors along the axes are divided by their norms first; false unless set. */
    public Dot normalize(boolean flag) {
        normalize = flag;
        return this;
    }

    @Override
    protected Structure<Value> call(Inputs inputs, CallContext context) {
        List<Value> values = inputs.list();
        if (values.size() != 2 || values.get(0).rank() < 2 || values.get(1).rank() < 2) {
            throw new IllegalArgumentException("needs two inputs of rank 2 or more");
        }
        Value a = Ops.cast(values.get(0), dtype());
        Value b = Ops.cast(values.get(1), dtype());
        int axisA = Axes.normalize(firstAxis, a.rank());
        int axisB = Axes.normalize(secondAxis, b.rank());
        if (axisA == 0 || axisB == 0) {
            throw new IllegalArgumentException("the axes must not be that of the batch");
        }
        if (normalize) {
            a = normalized(a, axisA, context);
            b = normalized(b, axisB, context);
        }
        return Structure.of(product(a, axisA, b, axisB));
    }

    private static Value normalized(Value x, int axis, CallContext context) {
        Value squares = Ops.sum(Ops.square(x), true, axis);
        Value inverse = context.dialect().isKeras3()
                ? Ops.minimum(Ops.rsqrt(squares), Ops.constant(1e7, x))
                : Ops.rsqrt(Ops.maximum(squares, Ops.constant(1e-12, x)));
        return Ops.multiply(x, inverse);
    }

    static Value product(Value a, int firstAxis, Value b, int secondAxis) {
        return product(
                ChannelsFirst.toLast(a, Axes.normalize(firstAxis, a.rank())),
                ChannelsFirst.toLast(b, Axes.normalize(secondAxis, b.rank())));
    }

    /** {@code [batch, a..., k]} and {@code [batch, b..., k]} to {@code [batch, a..., b...]}; without a and b {@code [batch, 1]}. */
    private static Value product(Value a, Value b) {
        Value y = Ops.matmul(matrices(a), matrices(b), false, true);
        List<Long> target = new ArrayList<>(List.of(Reshape.copy(0)));
        addMiddle(target, a, 1);
        addMiddle(target, b, 2);
        if (target.size() == 1) {
            target.add(1L);
        }
        return Ops.apply(new Reshape(target), y);
    }

    private static Value matrices(Value x) {
        return x.rank() == 3
                ? x
                : Ops.reshape(x, Reshape.copy(0), Reshape.INFER, x.shape().dim(-1));
    }

    /** The dimensions of {@code x} between batch and last; a free one must be the only one. */
    private static void addMiddle(List<Long> target, Value x, int productAxis) {
        if (x.rank() == 3) {
            target.add(Reshape.copy(productAxis));
            return;
        }
        for (int i = 1; i < x.rank() - 1; i++) {
            if (x.shape().isFree(i)) {
                throw new IllegalArgumentException("needs known sizes behind the batch, got " + x.shape());
            }
            target.add(x.shape().dim(i));
        }
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        config.put("axes", List.of(firstAxis, secondAxis)).put("normalize", normalize);
    }

    static Dot fromConfig(LayerConfig config) {
        int[] axes = config.ints("axes", 2);
        return new Dot(axes[0], axes[1]).normalize(config.bool("normalize", false));
    }
}
