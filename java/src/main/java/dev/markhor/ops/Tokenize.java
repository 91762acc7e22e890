package dev.markhor.ops;

import dev.markhor.graph.Op;
import dev.markhor.graph.Spec;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * Texts to tokens, filled up with empty ones: {@code [batch, ...]} or {@code [batch, ..., 1]} to {@code [batch, ..., tokens]}; without
 * splitting, {@code [..., tokens]} to {@code [..., tokens]}. How many there are is known only when it runs, unless {@code length} says it.
 *
 * @param ngrams how many neighbouring tokens make one, each number in its turn; none: each is one
 * @param length what longer rows are cut off and shorter ones filled up to
 */
public record Tokenize(Standardize standardize, Split split, List<Integer> ngrams, OptionalInt length) implements Op {
    /** What happens to a text before it is split. Only ASCII letters and punctuation are concerned. */
    public enum Standardize {
        NONE(false, false),
        LOWER(true, false),
        STRIP_PUNCTUATION(false, true),
        LOWER_AND_STRIP_PUNCTUATION(true, true);

        private final boolean lowers;
        private final boolean strips;

        Standardize(boolean lowers, boolean strips) {
            this.lowers = lowers;
            this.strips = strips;
        }

        public boolean lowers() {
            return lowers;
        }

        public boolean strips() {
            return strips;
        }
    }

    /** Where a text is split. */
    public enum Split {
        NONE,
        WHITESPACE,
        CHARACTER
    }

    public Tokenize {
        Objects.requireNonNull(standardize);
        Objects.requireNonNull(split);
        ngrams = List.copyOf(ngrams);
        if (ngrams.stream().anyMatch(width -> width < 1)) {
            throw new IllegalArgumentException("ngrams must be positive, got " + ngrams);
        }
        if (length.isPresent() && length.getAsInt() < 1) {
            throw new IllegalArgumentException("a row of " + length.getAsInt() + " tokens");
        }
    }

    @Override
    public String name() {
        return "tokenize";
    }

    @Override
    public List<Spec> infer(List<Spec> inputs) {
        Spec texts = inputs.get(0);
        if (texts.dtype() != DType.STRING || texts.shape().rank() < 1) {
            throw new IllegalArgumentException("needs strings of rank 1 or more, got " + texts);
        }
        Shape shape = texts.shape();
        if (split == Split.NONE) {
            long tokens = ngrams.isEmpty() ? shape.dim(-1) : Shape.FREE;
            return List.of(texts.withShape(shape.with(-1, length.orElse((int) tokens))));
        }
        if (shape.rank() > 1 && shape.dim(-1) != 1) {
            throw new IllegalArgumentException(
                    "texts to be split must be of rank 1, or their last dimension 1, got " + shape);
        }
        return List.of(texts.withShape(rows(shape).append(length.orElse((int) Shape.FREE))));
    }

    /** The shape of the texts, one for each row of tokens. */
    public Shape rows(Shape texts) {
        return split == Split.NONE || texts.rank() > 1 ? texts.slice(0, texts.rank() - 1) : texts;
    }
}
