package dev.markhor.layers;

import dev.markhor.graph.Node;
import dev.markhor.graph.Value;
import dev.markhor.model.CallContext;
import dev.markhor.model.ConfigOutput;
import dev.markhor.model.Inputs;
import dev.markhor.model.Structure;
import dev.markhor.ops.CrossHash;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.DType;
import java.util.List;
import java.util.Optional;

/**
 * Several features, strings or integers {@code [batch]} or {@code [batch, 1]}, to one number below {@code num_bins} by their common hash; or
 * that one-hot, {@code [batch, num_bins]}.
 */
public final class HashedCrossing extends BaseLayer<HashedCrossing> {
    private final int numBins;
    private OutputMode mode = OutputMode.INT;

    public HashedCrossing(int numBins) {
        this.numBins = Options.positive("num_bins", numBins);
    }

    /** {@code int} (unless set) or {@code one_hot}. */
    public HashedCrossing outputMode(String name) {
        return outputMode(OutputMode.named(name));
    }

    private HashedCrossing outputMode(OutputMode chosen) {
        if (chosen != OutputMode.INT && chosen != OutputMode.ONE_HOT) {
            throw new IllegalArgumentException("output_mode must be int or one_hot");
        }
        mode = chosen;
        return this;
    }

    @Override
    protected Structure<Value> call(Inputs inputs, CallContext context) {
        List<Value> features = inputs.list().stream().map(this::feature).toList();
        if (context.dialect().isKeras3() && features.size() != 2) {
            throw new IllegalArgumentException("crosses two features in Keras 3, got " + features.size());
        }
        Value bins = Node.of(new CrossHash(numBins), features).output();
        return Structure.of(mode.encode(bins, numBins, false, outputType(), Optional.empty()));
    }

    private Value feature(Value x) {
        if (x.rank() > 2 || (x.rank() == 2 && x.shape().dim(1) != 1)) {
            throw new IllegalArgumentException("crosses features [batch] or [batch, 1], got " + x);
        }
        if (x.dtype() != DType.STRING && !x.dtype().isInteger()) {
            throw new IllegalArgumentException("crosses strings and integers, got " + x);
        }
        return x.dtype() == DType.STRING ? x : Ops.cast(x, DType.INT64);
    }

    private DType outputType() {
        return mode == OutputMode.INT && !dtype().isInteger() ? DType.INT64 : dtype();
    }

    @Override
    protected boolean autocast() {
        return false;
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        config.without("trainable").put("num_bins", numBins).put("output_mode", mode);
    }

    static HashedCrossing fromConfig(LayerConfig config) {
        return new HashedCrossing(config.integer("num_bins")).outputMode(OutputMode.read(config, "int"));
    }
}
