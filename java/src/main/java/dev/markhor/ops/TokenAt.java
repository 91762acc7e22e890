package dev.markhor.ops;

import dev.markhor.graph.Op;
import dev.markhor.graph.Spec;
import dev.markhor.tensor.DType;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The token at each index: int64, of any shape, to the vocabulary's type.
 *
 * @param first index of the first known token
 * @param mask the token at index 0, if it is none of the known
 * @param unknown the token at every other index
 */
public record TokenAt(Vocabulary vocabulary, long first, Optional<Object> mask, Object unknown) implements Op {
    public TokenAt {
        Objects.requireNonNull(vocabulary);
        Objects.requireNonNull(unknown);
        if (first < 0) {
            throw new IllegalArgumentException("tokens from index " + first);
        }
    }

    @Override
    public String name() {
        return "token_at";
    }

    @Override
    public List<Spec> infer(List<Spec> inputs) {
        Spec indices = inputs.get(0);
        if (indices.dtype() != DType.INT64) {
            throw new IllegalArgumentException("indices must be int64, got " + indices);
        }
        return List.of(indices.withDType(vocabulary.dtype()));
    }
}
