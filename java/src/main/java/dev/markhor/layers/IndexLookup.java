package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.CallContext;
import dev.markhor.model.ConfigOutput;
import dev.markhor.ops.IndexOf;
import dev.markhor.restore.AssetOutput;
import dev.markhor.restore.Assets;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Tokens to indices into a vocabulary, or back; of any shape, unless encoded.
 *
 * @param <T> the layer's own class
 */
public abstract class IndexLookup<T extends IndexLookup<T>> extends BaseLayer<T> {
    private final LookupOptions options;
    private final LookupTable table;

    IndexLookup(LookupOptions options) {
        this.options = options;
        this.table = new LookupTable(this, options);
    }

    final T vocabularyOf(List<?> tokens) {
        options.vocabulary = Optional.of(List.copyOf(tokens));
        return self();
    }

    final T maskTokenOf(Object token) {
        options.maskToken = Optional.of(token);
        return self();
    }

    final T oovTokenOf(Object token) {
        options.oovToken = token;
        return self();
    }

    /** How many indices unknown tokens share, 1 unless set; with 0 they are an error. */
    public final T numOovIndices(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("num_oov_indices must be 0 or more, got " + count);
        }
        options.numOovIndices = count;
        return self();
    }

    /** Makes tokens of indices instead. */
    public final T invert(boolean flag) {
        options.invert = flag;
        return self();
    }

    /** {@code int} (unless set), {@code one_hot}, {@code multi_hot}, {@code count} or {@code tf_idf}. */
    public final T outputMode(String name) {
        options.mode = OutputMode.named(name);
        return self();
    }

    /** The weights that counts are multiplied by in mode {@code tf_idf}: one for each token of the vocabulary as it was given. */
    public final T idfWeights(Tensor weights) {
        options.idfWeights = Optional.of(weights);
        return self();
    }

    /** The largest size of the vocabulary, special tokens included. */
    public final T maxTokens(int size) {
        options.maxTokens = OptionalInt.of(Options.positive("max_tokens", size));
        return self();
    }

    /** Whether encoded outputs have the size {@code maxTokens}, however small the vocabulary is. */
    public final T padToMaxTokens(boolean flag) {
        options.padToMaxTokens = flag;
        return self();
    }

    /** Hashes unknown tokens by SipHash with this key. */
    public final T salt(long first, long second) {
        options.bucketing = Optional.of(new IndexOf.SipHash(first, second));
        return self();
    }

    final T bucketing(IndexOf.Bucketing rule) {
        options.bucketing = Optional.of(rule);
        return self();
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        options.writeVocabulary(config);
        options.writeTokens(config);
    }

    @Override
    protected void build(Shape input) {
        if (options.invert && options.mode != OutputMode.INT) {
            throw new IllegalArgumentException("output_mode must be int when invert is true");
        }
        table.build().forEach(this::track);
    }

    @Override
    protected Value call(Value x, CallContext context) {
        return table.lookup(x, context);
    }

    @Override
    public final Runnable readAssets(Assets assets) {
        return table.readAssets(assets);
    }

    @Override
    public final void writeAssets(AssetOutput output) throws IOException {
        table.writeAssets(output);
    }

    @Override
    protected final boolean hasTable() {
        return table.isAdapted();
    }

    @Override
    protected boolean autocast() {
        return false;
    }
}
