package dev.markhor.layers;

import dev.markhor.formats.json.Json;
import dev.markhor.graph.Value;
import dev.markhor.model.ConfigOutput;
import dev.markhor.ops.IndexOf;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Vocabulary;
import dev.markhor.tensor.DType;
import java.util.List;
import java.util.Optional;

/**
 * Strings or integers to a number of bins, by their hash: FarmHash's fingerprint of the text, or SipHash with a salt. Shapes stay, unless
 * encoded.
 */
public final class Hashing extends BaseLayer<Hashing> {
    private final int numBins;
    private OutputMode mode = OutputMode.INT;
    private Optional<Object> maskValue = Optional.empty();
    private IndexOf.Bucketing hash = new IndexOf.FarmHash();

    public Hashing(int numBins) {
        this.numBins = Options.positive("num_bins", numBins);
    }

    /** A text that alone has bin 0. */
    public Hashing maskValue(String text) {
        maskValue = Optional.of(text);
        return this;
    }

    /** An integer that alone has bin 0. */
    public Hashing maskValue(long number) {
        maskValue = Optional.of(number);
        return this;
    }

    /** Uses SipHash with this key. */
    public Hashing salt(long key) {
        return salt(key, key);
    }

    /** Uses SipHash with this key. */
    public Hashing salt(long first, long second) {
        hash = new IndexOf.SipHash(first, second);
        return this;
    }

    /** {@code int} (unless set), {@code one_hot}, {@code multi_hot} or {@code count}. */
    public Hashing outputMode(String name) {
        return outputMode(OutputMode.named(name));
    }

    private Hashing outputMode(OutputMode chosen) {
        if (chosen == OutputMode.TF_IDF) {
            throw new IllegalArgumentException("output_mode must be int, one_hot, multi_hot or count");
        }
        mode = chosen;
        return this;
    }

    /** Hashing is a lookup in which no token is known. */
    @Override
    protected Value call(Value x) {
        Value tokens = x.dtype() == DType.STRING ? x : Ops.cast(x, DType.INT64);
        Vocabulary nothing = new Vocabulary(() -> "layer '" + name() + "'", tokens.dtype());
        nothing.assign(List.of());
        Optional<IndexOf.Mask> mask =
                maskValue.filter(value -> numBins > 1).map(value -> new IndexOf.Mask(typed(value, tokens), 0));
        int first = mask.isPresent() ? 1 : 0;
        Value bins = Ops.apply(new IndexOf(nothing, mask, new IndexOf.Unknown(first, numBins - first, hash)), tokens);
        return mode.encode(bins, numBins, false, outputType(), Optional.empty());
    }

    /** As configurations have it; null where there is none. */
    static Object salt(IndexOf.Bucketing rule) {
        return rule instanceof IndexOf.SipHash keyed ? List.of(keyed.key0(), keyed.key1()) : null;
    }

    private static Object typed(Object value, Value tokens) {
        if ((value instanceof String) != (tokens.dtype() == DType.STRING)) {
            throw new IllegalArgumentException("mask_value " + value + " is of another type than " + tokens);
        }
        return value;
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
        config.put("num_bins", numBins)
                .put("mask_value", maskValue)
                .put("salt", salt(hash))
                .put("output_mode", mode);
    }

    static Hashing fromConfig(LayerConfig config) {
        Hashing layer = new Hashing(config.integer("num_bins")).outputMode(OutputMode.read(config, "int"));
        config.find("mask_value").ifPresent(value -> {
            if (value.isString()) {
                layer.maskValue(value.asString());
            } else {
                layer.maskValue(value.asLong());
            }
        });
        salt(config).ifPresent(bucketing -> layer.hash = bucketing);
        return layer;
    }

    /** {@code salt}: one number for both halves of the key, or two. */
    static Optional<IndexOf.Bucketing> salt(LayerConfig config) {
        return config.find("salt").map(value -> {
            if (!value.isArray()) {
                return new IndexOf.SipHash(value.asLong(), value.asLong());
            }
            List<Json> halves = value.asList();
            if (halves.size() != 2) {
                throw config.expected("salt", "one or two integers");
            }
            return new IndexOf.SipHash(halves.get(0).asLong(), halves.get(1).asLong());
        });
    }
}
