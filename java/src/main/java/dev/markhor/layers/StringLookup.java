package dev.markhor.layers;

import dev.markhor.tensor.DType;
import java.util.List;

/** Strings to indices into a vocabulary (int64), or back. Unknown ones are hashed where they have several indices. */
public final class StringLookup extends IndexLookup<StringLookup> {
    public StringLookup() {
        this(new LookupOptions(DType.STRING));
    }

    private StringLookup(LookupOptions options) {
        super(options);
    }

    /** The tokens, all different, with all special ones in front or none. */
    public StringLookup vocabulary(List<String> tokens) {
        return vocabularyOf(tokens);
    }

    /** A token that stands for an absent one: index 0, or nothing in encoded outputs. None unless set. */
    public StringLookup maskToken(String token) {
        return maskTokenOf(token);
    }

    /** What unknown indices become in the inverse lookup; {@code [UNK]} unless set. */
    public StringLookup oovToken(String token) {
        return oovTokenOf(token);
    }

    static StringLookup fromConfig(LayerConfig config) {
        return new StringLookup(LookupOptions.read(config, DType.STRING));
    }
}
