package dev.markhor.ops;

import dev.markhor.graph.Op;
import dev.markhor.graph.Spec;
import java.util.List;

/**
 * The discrete Fourier transform of real rows: {@code [..., size] -> [..., length / 2 + 1]}, real parts and imaginary parts. Rows are cut,
 * or filled with zeros, to {@code length} first.
 */
public record Rfft(int length) implements Op {
    /** What tables and working memory are made for. */
    static final int LONGEST = 1 << 20;

    public Rfft {
        checkLength(length);
    }

    static void checkLength(int length) {
        Checks.require(length >= 1 && length <= LONGEST, "length " + length + " must be from 1 to " + LONGEST);
    }

    /** Number of frequencies. */
    public int bins() {
        return length / 2 + 1;
    }

    @Override
    public String name() {
        return "rfft";
    }

    @Override
    public List<Spec> infer(List<Spec> inputs) {
        Checks.count(inputs, 1);
        Spec x = inputs.get(0);
        Checks.require(x.dtype().isFloating() && x.shape().rank() >= 1, "needs floating numbers of rank 1 or more");
        Spec bins = x.withShape(x.shape().with(-1, bins()));
        return List.of(bins, bins);
    }
}
