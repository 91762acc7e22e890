package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.CallContext;
import dev.markhor.model.ConfigOutput;
import dev.markhor.model.Inputs;
import dev.markhor.model.Structure;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.DType;
import java.util.Optional;

/**
 * Encodes integers from 0 to {@code numTokens - 1}: {@code [batch, n]} to {@code [batch, numTokens]}, or one-hot to
 * {@code [batch, n, numTokens]}. Larger numbers count for nothing in Keras 3 and are an error in Keras 2.
 */
public final class CategoryEncoding extends BaseLayer<CategoryEncoding> {
    private final int numTokens;
    private OutputMode mode = OutputMode.MULTI_HOT;

    public CategoryEncoding(int numTokens) {
        this.numTokens = Options.positive("num_tokens", numTokens);
    }

    /** {@code multi_hot} (unless set), {@code one_hot} or {@code count}. */
    public CategoryEncoding outputMode(String name) {
        return outputMode(OutputMode.named(name));
    }

    private CategoryEncoding outputMode(OutputMode chosen) {
        if (chosen == OutputMode.INT || chosen == OutputMode.TF_IDF) {
            throw new IllegalArgumentException("output_mode must be multi_hot, one_hot or count");
        }
        mode = chosen;
        return this;
    }

    /** A second input, {@code count_weights}, of the first one's shape, says what each number counts. */
    @Override
    protected Structure<Value> call(Inputs inputs, CallContext context) {
        Value x = inputs.value(0, "inputs").orElseThrow(() -> new IllegalArgumentException("needs an input"));
        Value categories = x.dtype().isInteger() ? x : Ops.cast(x, DType.INT64);
        Optional<Value> weights = inputs.value(1, "count_weights").map(w -> Ops.cast(w, dtype()));
        if (weights.isPresent() && mode != OutputMode.COUNT) {
            throw new IllegalArgumentException("count_weights go with output_mode count only");
        }
        boolean strict = !context.arithmetic().isKeras3(); // where Keras 2 gives a result, Keras 3 gives the same
        return Structure.of(mode.encode(categories, numTokens, strict, dtype(), weights));
    }

    @Override
    protected boolean autocast() {
        return false;
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        config.put("num_tokens", numTokens).put("output_mode", mode);
    }

    static CategoryEncoding fromConfig(LayerConfig config) {
        int numTokens = config.has("num_tokens") ? config.integer("num_tokens") : config.integer("max_tokens");
        return new CategoryEncoding(numTokens).outputMode(OutputMode.read(config, "multi_hot"));
    }
}
