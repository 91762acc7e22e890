package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.CallContext;
import dev.markhor.model.ConfigOutput;
import dev.markhor.ops.Bucketize;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The interval that each number is in: {@code [batch, ...]} unless encoded; a number on a boundary is in the upper one. */
public final class Discretization extends BaseLayer<Discretization> {
    private final List<Float> boundaries;
    private OutputMode mode = OutputMode.INT;

    /** @param binBoundaries ascending */
    public Discretization(double... binBoundaries) {
        List<Float> floats = new ArrayList<>();
        for (double boundary : binBoundaries) {
            floats.add((float) boundary);
        }
        boundaries = List.copyOf(floats);
    }

    /** {@code int} (unless set), {@code one_hot}, {@code multi_hot} or {@code count}. */
    public Discretization outputMode(String name) {
        return outputMode(OutputMode.named(name));
    }

    private Discretization outputMode(OutputMode chosen) {
        if (chosen == OutputMode.TF_IDF) {
            throw new IllegalArgumentException("output_mode must be int, one_hot, multi_hot or count");
        }
        mode = chosen;
        return this;
    }

    @Override
    protected Value call(Value x, CallContext context) {
        boolean autocast = context.dialect().isKeras3() && x.dtype().isFloating() && dtype().isFloating();
        Value intervals = Ops.apply(new Bucketize(boundaries), autocast ? Ops.cast(x, dtype()) : x);
        return mode.encode(intervals, boundaries.size() + 1, false, outputType(context), Optional.empty());
    }

    private DType outputType(CallContext context) {
        if (mode != OutputMode.INT) {
            return dtype();
        }
        if (context.dialect().isKeras3()) {
            return DType.INT32;
        }
        return dtype().isInteger() ? dtype() : DType.INT64;
    }

    @Override
    protected boolean autocast() {
        return false;
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        config.without("trainable").put("bin_boundaries", boundaries).put("output_mode", mode);
    }

    static Discretization fromConfig(LayerConfig config) {
        double[] boundaries = config.tensor("bin_boundaries")
                .or(() -> config.tensor("bins"))
                .orElseThrow(
                        () -> config.unsupported("Keras 2 learned its boundaries with adapt() and keeps a summary of "
                                + "the data in their place, which is not read; save the model with "
                                + "Discretization(bin_boundaries=layer.bin_boundaries)"))
                .toDoubleArray();
        return new Discretization(boundaries).outputMode(OutputMode.read(config, "int"));
    }
}
