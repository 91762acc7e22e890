package dev.markhor.layers;

import dev.markhor.ops.IndexOf;
import dev.markhor.tensor.DType;
import java.util.Arrays;

/** Integers to indices into a vocabulary (int64), or back. Unknown ones are reduced modulo the number of their indices, unless hashed. */
public final class IntegerLookup extends IndexLookup<IntegerLookup> {
    public IntegerLookup() {
        this(new LookupOptions(DType.INT64));
    }

    private IntegerLookup(LookupOptions options) {
        super(options);
    }

    /** The tokens, all different, with all special ones in front or none. */
    public IntegerLookup vocabulary(long... tokens) {
        return vocabularyOf(Arrays.stream(tokens).boxed().toList());
    }

    /** A token that stands for an absent one: index 0, or nothing in encoded outputs. None unless set. */
    public IntegerLookup maskToken(long token) {
        return maskTokenOf(token);
    }

    /** What unknown indices become in the inverse lookup; -1 unless set. */
    public IntegerLookup oovToken(long token) {
        return oovTokenOf(token);
    }

    /** How unknown tokens find one of several indices: {@code floormod} (unless set) or {@code farmhash}. */
    public IntegerLookup oovMethod(String name) {
        return bucketing(
                switch (name) {
                    case "floormod" -> new IndexOf.FloorMod();
                    case "farmhash" -> new IndexOf.FarmHash();
                    default ->
                        throw new IllegalArgumentException("oov_method must be floormod or farmhash, got " + name);
                });
    }

    static IntegerLookup fromConfig(LayerConfig config) {
        return new IntegerLookup(LookupOptions.read(config, DType.INT64));
    }
}
