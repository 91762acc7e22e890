package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.CallContext;
import dev.markhor.model.ConfigOutput;
import dev.markhor.model.Inputs;
import dev.markhor.model.Layer;
import dev.markhor.model.Structure;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Reduce;
import dev.markhor.ops.Reshape;
import dev.markhor.ops.Size;
import dev.markhor.ops.SizedReshape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Another layer on each step: {@code [batch, steps, ...] -> [batch, steps, ...]}. */
public final class TimeDistributed extends BaseLayer<TimeDistributed> {
    private final Layer layer;

    /** @throws IllegalArgumentException if the layer is stateful: its states would go from step to step */
    public TimeDistributed(Layer layer) {
        if (layer.isStateful()) {
            throw new IllegalArgumentException("a stateful layer (" + layer.className() + ") inside is not supported");
        }
        this.layer = track("layer", layer);
    }

    /** Steps become samples. */
    @Override
    protected Structure<Value> call(Inputs inputs, CallContext context) {
        Value x = inputs.single();
        if (x.rank() < 2) {
            throw new IllegalArgumentException("needs an input [batch, steps, ...], got " + x.shape());
        }
        Inputs samples = Inputs.of(merged(x));
        Optional<Value> mask = context.mask().filter(value -> value.rank() > 2);
        if (mask.isPresent()) {
            samples = samples.with("mask", Structure.of(merged(mask.get())));
        }
        boolean keras3 = context.dialect().isKeras3();
        return layer.apply(samples).mapLeaves(y -> {
            Optional<Value> inner = keras3 ? Optional.empty() : y.mask().map(m -> split(m, x));
            return split(y, x).withMask(inner.or(() -> stepMask(context)));
        });
    }

    static Value merged(Value x) {
        long[] target = new long[x.rank() - 1];
        target[0] = Reshape.INFER;
        for (int i = 1; i < target.length; i++) {
            target[i] =
                    x.shape().isFree(i + 1) ? Reshape.copy(i + 1) : x.shape().dim(i + 1);
        }
        return Ops.reshape(x, target);
    }

    static Value split(Value y, Value x) {
        List<Size> sizes = new ArrayList<>(List.of(new Size.Dim(1, 0), new Size.Dim(1, 1)));
        for (int i = 1; i < y.rank(); i++) {
            sizes.add(new Size.Dim(0, i));
        }
        return Ops.apply(new SizedReshape(sizes), y, x);
    }

    /** A step counts if anything in it does. Keras 3 passes the mask on as it is. */
    private static Optional<Value> stepMask(CallContext context) {
        Optional<Value> mask = context.mask();
        while (!context.dialect().isKeras3() && mask.isPresent() && mask.get().rank() > 2) {
            mask = mask.map(value -> Ops.reduce(Reduce.Function.ANY, value, false, -1));
        }
        return mask;
    }

    /** Set in the call, where the layer's own mask is known. */
    @Override
    protected boolean takesMask() {
        return true;
    }

    @Override
    protected boolean supportsMasking() {
        return false;
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        config.put("layer", layer);
    }

    static TimeDistributed fromConfig(LayerConfig config) {
        return new TimeDistributed(config.layer("layer"));
    }
}
