package dev.markhor.ops;

import dev.markhor.graph.Op;
import dev.markhor.graph.Spec;
import dev.markhor.tensor.DType;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The index of each token: string or int64, of any shape, to int64. Known tokens follow those indices that unknown ones share.
 *
 * @param mask a token with an index of its own
 */
public record IndexOf(Vocabulary vocabulary, Optional<Mask> mask, Unknown unknown) implements Op {
    /** Index of tokens that count for nothing. */
    public static final long DROPPED = Long.MAX_VALUE;

    /**
     * A token that stands for an absent one.
     *
     * @param index 0, or {@link #DROPPED}
     */
    public record Mask(Object token, long index) {
        public Mask {
            Objects.requireNonNull(token);
        }
    }

    /**
     * What unknown tokens become: {@code first + bucket}; with no bucket they are an error.
     *
     * @param buckets how many indices they share
     */
    public record Unknown(long first, int buckets, Bucketing bucketing) {
        public Unknown {
            if (first < 0 || buckets < 0) {
                throw new IllegalArgumentException(buckets + " indices for unknown tokens, from " + first);
            }
        }
    }

    /** How an unknown token finds its bucket. */
    public sealed interface Bucketing {}

    /** FarmHash's 64-bit fingerprint of its text, modulo the number of buckets. */
    public record FarmHash() implements Bucketing {}

    /** SipHash-2-4 of its text under a key, modulo the number of buckets. */
    public record SipHash(long key0, long key1) implements Bucketing {}

    /** An integer modulo the number of buckets, never negative. */
    public record FloorMod() implements Bucketing {}

    public IndexOf {
        Objects.requireNonNull(vocabulary);
        if (vocabulary.dtype() == DType.STRING && unknown.bucketing() instanceof FloorMod) {
            throw new IllegalArgumentException("strings have no remainder");
        }
    }

    @Override
    public String name() {
        return "index_of";
    }

    @Override
    public List<Spec> infer(List<Spec> inputs) {
        Spec tokens = inputs.get(0);
        if (tokens.dtype() != vocabulary.dtype()) {
            throw new IllegalArgumentException("looks up " + vocabulary.dtype().kerasName() + ", got " + tokens);
        }
        return List.of(tokens.withDType(DType.INT64));
    }
}
