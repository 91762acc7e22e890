package dev.markhor.layers;

import dev.markhor.error.MalformedFileException;
import dev.markhor.graph.Spec;
import dev.markhor.graph.Value;
import dev.markhor.model.CallContext;
import dev.markhor.model.Layer;
import dev.markhor.ops.IndexOf;
import dev.markhor.ops.Ops;
import dev.markhor.ops.TokenAt;
import dev.markhor.ops.Vocabulary;
import dev.markhor.restore.AssetOutput;
import dev.markhor.restore.Assets;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import dev.markhor.variable.Initializers;
import dev.markhor.variable.PendingRestore;
import dev.markhor.variable.Trackable;
import dev.markhor.variable.Variable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * The vocabulary of a lookup layer, with its weights by document frequency, and the lookup itself. A vocabulary is laid out as Keras does:
 * the mask token (in mode {@code int} only), those for unknown tokens, then the known ones.
 */
final class LookupTable {
    private static final String FILE = "vocabulary.txt";
    static final String IDF_WEIGHTS = "idf_weights";

    private final Layer owner;
    private final LookupOptions options;
    private final Vocabulary vocabulary;
    private Variable idfWeights;
    /** Whether the vocabulary is that of a stored table, and the weights that came with it before the variable was there. */
    private boolean stored;

    private Optional<Tensor> storedIdf = Optional.empty();

    /** What is to be put in place at once. */
    private record Content(List<?> known, Optional<Tensor> idfWeights) {}

    LookupTable(Layer owner, LookupOptions options) {
        this.owner = owner;
        this.options = options;
        this.vocabulary = new Vocabulary(this::describe, options.type);
    }

    /**
     * Once the options are set; the vocabulary may come later.
     *
     * @return attributes that Keras 2 tracks, and Keras 3 does not: a variable among the layer's weights, and what learning a vocabulary left
     */
    Map<String, Object> build() {
        if (options.mode == OutputMode.TF_IDF) {
            Spec spec = new Spec(DType.FLOAT32, Shape.of(depth()));
            idfWeights = new Variable(IDF_WEIGHTS, spec, false, Initializers.zeros());
            storedIdf.ifPresent(idfWeights::assign);
        }
        options.vocabulary.ifPresent(tokens -> put(content(tokens, options.idfWeights)));
        return options.keras3 ? Map.of() : attributes();
    }

    private Map<String, Object> attributes() {
        Map<String, Object> attributes = new LinkedHashMap<>();
        if (idfWeights != null) {
            attributes.put(IDF_WEIGHTS, idfWeights);
        }
        if (isAdapted()) {
            attributes.put("token_counts", new Learned());
        }
        if (isAdapted() && idfWeights != null) {
            attributes.put("token_document_counts", new Learned());
            attributes.put("num_documents", new Learned());
        }
        return attributes;
    }

    /** What only learning needs. A checkpoint names it, as tf.keras asks for it, and has no value. */
    private static final class Learned implements Trackable {
        @Override
        public List<Edge> edges() {
            return List.of();
        }

        @Override
        public void await(PendingRestore restore) {
            // nothing is restored
        }
    }

    /** Whether the vocabulary is learned from data: tf.keras counts it among the weights then. */
    boolean isAdapted() {
        return options.vocabulary.isEmpty() && !options.isGiven;
    }

    /** Size of an encoded output. */
    private int depth() {
        if (options.padToMaxTokens) {
            return options.maxTokens.orElseThrow(
                    () -> new IllegalArgumentException("pad_to_max_tokens needs max_tokens"));
        }
        OptionalInt given = options.vocabulary.isPresent()
                ? OptionalInt.of(options.firstKnown()
                        + options.known(options.vocabulary.get()).size())
                : stored ? OptionalInt.of(options.firstKnown() + vocabulary.size()) : options.vocabularySize;
        return given.orElseThrow(() -> new IllegalArgumentException(
                "without a vocabulary, its size must be known when output_mode is not int"));
    }

    // ---- computing

    Value lookup(Value x, CallContext context) {
        boolean keras3 = context.dialect().isKeras3();
        if (options.invert) {
            TokenAt token = new TokenAt(vocabulary, options.firstKnown(), options.maskToken, options.oovToken);
            return Ops.apply(token, Ops.cast(x, DType.INT64));
        }
        Value indices = Ops.apply(indexOf(), options.type == DType.STRING ? x : Ops.cast(x, DType.INT64));
        return switch (options.mode) {
            case INT -> keras3 || !owner.dtype().isInteger() ? indices : Ops.cast(indices, owner.dtype());
            case TF_IDF ->
                Ops.multiply(
                        options.mode.encode(indices, depth(), false, DType.FLOAT32, Optional.empty()),
                        idfWeights.value());
            default -> encode(indices, keras3, context.arithmetic().isKeras3());
        };
    }

    /** Keras 3 leaves them int64, Keras 2 makes them float32. */
    private Value encode(Value indices, boolean integers, boolean countsIntegers) {
        Value encoded = options.mode.encode(
                indices, depth(), false, countsIntegers ? DType.INT64 : DType.FLOAT32, Optional.empty());
        return integers ? encoded : Ops.cast(encoded, DType.FLOAT32);
    }

    private IndexOf indexOf() {
        long maskIndex = options.mode == OutputMode.INT ? 0 : IndexOf.DROPPED;
        Optional<IndexOf.Mask> mask = options.maskToken.map(token -> new IndexOf.Mask(token, maskIndex));
        return new IndexOf(
                vocabulary,
                mask,
                new IndexOf.Unknown(options.firstUnknown(), options.numOovIndices, options.bucketing()));
    }

    // ---- the vocabulary

    /** Checks what is to be the vocabulary. */
    private Content content(List<?> tokens, Optional<Tensor> idf) {
        if (tokens.isEmpty()) {
            throw new IllegalArgumentException("the vocabulary is empty");
        }
        List<?> known = options.known(tokens);
        new Vocabulary(this::describe, options.type).assign(known); // fails where the real one would
        options.requireFit(known);
        int size = options.firstKnown() + known.size();
        if (options.mode != OutputMode.INT && !options.padToMaxTokens && size != depth()) {
            throw new IllegalArgumentException("a vocabulary of " + size + ", where " + depth() + " was announced");
        }
        return new Content(
                known, options.mode == OutputMode.TF_IDF ? Optional.of(weights(tokens, known, idf)) : Optional.empty());
    }

    /** Those of special tokens, if they are missing, are the mean of the others; what is filled up is zero. */
    private Tensor weights(List<?> tokens, List<?> known, Optional<Tensor> given) {
        Tensor idf = given.orElseThrow(() -> new IllegalArgumentException("output_mode tf_idf needs idf_weights"));
        if (idf.shape().rank() == 1 && idf.size() == depth()) {
            return idf.cast(DType.FLOAT32);
        }
        if (idf.shape().rank() != 1 || idf.size() != tokens.size()) {
            throw new IllegalArgumentException(
                    "idf_weights of shape " + idf.shape() + " for a vocabulary of " + tokens.size());
        }
        double[] values = idf.toDoubleArray();
        float[] all = new float[depth()];
        int missing = tokens.size() == known.size() ? options.firstKnown() : 0;
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            all[missing + i] = (float) values[i];
            sum += values[i];
        }
        java.util.Arrays.fill(all, 0, missing, (float) (sum / values.length));
        return Tensor.of(all, all.length);
    }

    private void put(Content content) {
        vocabulary.assign(content.known());
        content.idfWeights().ifPresent(weights -> idfWeights.assign(weights));
    }

    /** From an archive: the file that Keras writes for a vocabulary that is in no configuration. */
    Runnable readAssets(Assets assets) {
        Optional<Tensor> idf = options.mode == OutputMode.TF_IDF ? assets.array(IDF_WEIGHTS) : Optional.empty();
        try {
            Optional<Assets.Table> table = assets.table();
            if (table.isPresent()) {
                return options.vocabulary.isPresent()
                        ? () -> {}
                        : put(new TableTokens(options, table.get()).read(), idf);
            }
            if (options.vocabulary.isPresent()) {
                return idf.isEmpty() ? () -> {} : put(assets, options.vocabulary.get(), idf);
            }
            if (!assets.hasFiles()) {
                return () -> {};
            }
            byte[] file = assets.file(FILE)
                    .orElseThrow(() -> new MalformedFileException(assets.place() + ": expected " + FILE + " of layer '"
                            + owner.name() + "' (" + owner.className()
                            + "), which is not there; the archive is incomplete, save the model anew"));
            return put(assets, VocabularyFile.read(file, options.type, options.keras3), idf);
        } catch (IllegalArgumentException e) {
            throw new MalformedFileException(assets.place() + ", " + describe() + ": " + e.getMessage(), e);
        }
    }

    /** What {@link #readAssets} reads. */
    void writeAssets(AssetOutput output) throws IOException {
        if (idfWeights != null) {
            output.array(IDF_WEIGHTS, idfWeights.get());
        }
        if (options.vocabulary.isEmpty() && output.hasFiles()) {
            List<Object> tokens = new ArrayList<>();
            if (options.mode == OutputMode.TF_IDF) { // Keras wants as many tokens as weights
                tokens.addAll(options.special());
            }
            tokens.addAll(vocabulary.tokens());
            output.file(
                    FILE,
                    tokens.stream()
                            .map(String::valueOf)
                            .collect(Collectors.joining("\n"))
                            .getBytes(StandardCharsets.UTF_8));
        }
    }

    private Runnable put(Assets assets, List<?> tokens, Optional<Tensor> idf) {
        Content content = content(tokens, idf);
        return () -> put(content);
    }

    private Runnable put(List<Object> known, Optional<Tensor> idf) {
        int size = options.firstKnown() + known.size();
        options.requireFit(known);
        if (options.vocabularySize.isPresent() && options.vocabularySize.getAsInt() != size) {
            throw new IllegalArgumentException(
                    "a vocabulary of " + size + ", where " + options.vocabularySize.getAsInt() + " was announced");
        }
        // these fail where the real ones would
        new Vocabulary(this::describe, options.type).assign(known);
        Optional<Variable> weights = Optional.ofNullable(idfWeights);
        weights.ifPresent(variable -> idf.ifPresent(variable::requireFit));
        return () -> {
            vocabulary.assign(known);
            stored = true;
            storedIdf = idf;
            weights.ifPresent(variable -> idf.ifPresent(variable::assign));
        };
    }

    private String describe() {
        return options.origin.orElseGet(() -> "layer '" + owner.name() + "' (" + owner.className() + ")");
    }
}
