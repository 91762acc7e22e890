package dev.markhor.layers;

import dev.markhor.formats.json.Json;
import dev.markhor.model.ConfigOutput;
import dev.markhor.ops.IndexOf;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** What can be set of a lookup. Tokens are {@code String} or {@code Long}, as the type says. */
final class LookupOptions {
    private static final int MOST_OOV_INDICES = 1 << 24;

    final DType type;
    OutputMode mode = OutputMode.INT;
    boolean invert;
    int numOovIndices = 1;
    Optional<Object> maskToken = Optional.empty();
    Object oovToken;
    OptionalInt maxTokens = OptionalInt.empty();
    boolean padToMaxTokens;
    Optional<List<?>> vocabulary = Optional.empty();
    /** Whether the vocabulary was given and not adapted, though it is not here: its file has a place of its own. */
    boolean isGiven;

    Optional<Tensor> idfWeights = Optional.empty();
    /** Announced size of a vocabulary that comes later. */
    OptionalInt vocabularySize = OptionalInt.empty();
    /** How several indices for unknown tokens are shared, if not as usual. */
    Optional<IndexOf.Bucketing> bucketing = Optional.empty();

    boolean keras3 = true;
    /** The configuration that these come from, in words. */
    Optional<String> origin = Optional.empty();

    LookupOptions(DType type) {
        this.type = type;
        this.oovToken = type == DType.STRING ? "[UNK]" : (Object) (-1L);
    }

    int firstUnknown() {
        return maskToken.isPresent() && mode == OutputMode.INT ? 1 : 0;
    }

    int firstKnown() {
        return firstUnknown() + numOovIndices;
    }

    /** The token that a complete vocabulary has at an index before the first known one. */
    private Object special(int index) {
        return index < firstUnknown() ? maskToken.orElseThrow() : oovToken;
    }

    /** What a complete vocabulary begins with. */
    List<Object> special() {
        return IntStream.range(0, firstKnown()).mapToObj(this::special).toList();
    }

    /** A vocabulary without the special tokens, of which it has all or none. */
    List<?> known(List<?> tokens) {
        int special = firstKnown();
        boolean complete = tokens.size() >= special
                && IntStream.range(0, special).allMatch(i -> tokens.get(i).equals(special(i)));
        return complete ? tokens.subList(special, tokens.size()) : tokens;
    }

    /** @throws IllegalArgumentException if known tokens have special ones among them, or are too many */
    void requireFit(List<?> known) {
        if (maskToken.isPresent() && known.contains(maskToken.get())) {
            throw new IllegalArgumentException("the vocabulary has the mask token '" + maskToken.get()
                    + "' among the others: leave out all special tokens, or begin with all of them");
        }
        if (invert && known.contains(oovToken)) {
            throw new IllegalArgumentException("the vocabulary has the token for unknown ones '" + oovToken
                    + "' among the others: leave out all special tokens, or begin with all of them");
        }
        int size = firstKnown() + known.size();
        if (maxTokens.isPresent() && size > maxTokens.getAsInt()) {
            throw new IllegalArgumentException(
                    "a vocabulary of " + size + " is larger than max_tokens, " + maxTokens.getAsInt());
        }
    }

    IndexOf.Bucketing bucketing() {
        return bucketing.orElseGet(() -> type == DType.STRING ? new IndexOf.FarmHash() : new IndexOf.FloorMod());
    }

    // ---- configurations

    static LookupOptions read(LayerConfig config, DType type) {
        LookupOptions options = new LookupOptions(type);
        options.keras3 = config.dialect().isKeras3();
        options.origin = Optional.of(config.describe());
        options.mode = OutputMode.read(config, "int");
        options.invert = config.bool("invert", false);
        options.numOovIndices = config.integer("num_oov_indices", 1);
        if (options.numOovIndices < 0 || options.numOovIndices > MOST_OOV_INDICES) {
            throw config.expected("num_oov_indices", "from 0 to " + MOST_OOV_INDICES);
        }
        options.maxTokens = config.optionalInteger(config.has("max_values") ? "max_values" : "max_tokens");
        options.padToMaxTokens = config.bool("pad_to_max_tokens", false);
        options.vocabularySize = config.optionalInteger("vocabulary_size");
        options.maskToken = config.find("mask_token")
                .or(() -> config.find("mask_value")) // names of early versions
                .map(token -> options.token(config, "mask_token", token));
        config.find("oov_token")
                .or(() -> config.find("oov_value"))
                .ifPresent(token -> options.oovToken = options.token(config, "oov_token", token));
        options.vocabulary = config.find("vocabulary").map(value -> options.tokens(config, value));
        options.isGiven = config.bool("has_input_vocabulary", false);
        options.idfWeights = config.tensor("idf_weights");
        options.bucketing = Hashing.salt(config)
                .or(() -> config.string("oov_method", "floormod").equals("farmhash")
                        ? Optional.of(new IndexOf.FarmHash())
                        : Optional.empty());
        return options;
    }

    /** Writes what all lookups take. */
    void writeVocabulary(ConfigOutput config) {
        config.put("max_tokens", maxTokens)
                .put("output_mode", mode)
                .put("pad_to_max_tokens", padToMaxTokens)
                .put("vocabulary", vocabulary)
                .put("idf_weights", idfWeights);
        if (vocabularySize.isPresent()) {
            config.put("vocabulary_size", vocabularySize);
        }
    }

    /** Writes which tokens are special, and where unknown ones go. */
    void writeTokens(ConfigOutput config) {
        config.put("num_oov_indices", numOovIndices)
                .put("mask_token", maskToken)
                .put("oov_token", oovToken)
                .put("invert", invert);
        bucketing.map(Hashing::salt).ifPresent(salt -> config.put("salt", salt));
        if (type == DType.INT64 && !bucketing().equals(new IndexOf.FloorMod())) {
            config.put("oov_method", "farmhash");
        }
    }

    /** A list, also in Keras' form of an array object. */
    private List<?> tokens(LayerConfig config, Json value) {
        if (value.isString()) {
            throw config.unsupported(
                    "its vocabulary is in a file of its own, '" + value.asString() + "', and models do not "
                            + "make this library read other files; give LoadOptions.withLayer a layer that has the vocabulary");
        }
        if (value.isObject() && value.has("config") && value.get("config").has("value")) {
            return tokens(config, value.get("config").get("value"));
        }
        if (!value.isArray()) {
            throw config.expected("vocabulary", "a list of tokens");
        }
        return value.asList().stream()
                .map(token -> token(config, "vocabulary", token))
                .toList();
    }

    /** A text, also in Keras' form of a bytes object, or a number. */
    private Object token(LayerConfig config, String key, Json value) {
        if (value.isObject()) {
            Json wrapped = value.has("config") ? value.get("config") : value;
            return wrapped.has("value") ? text(config, key, wrapped.get("value")) : text(config, key, value);
        }
        return text(config, key, value);
    }

    private Object text(LayerConfig config, String key, Json value) {
        if (type == DType.STRING ? !value.isString() : !value.isInteger()) {
            throw config.expected(key, type == DType.STRING ? "text" : "made of integers");
        }
        return type == DType.STRING ? value.asString() : (Object) value.asLong();
    }
}
