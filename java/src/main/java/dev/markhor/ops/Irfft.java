package dev.markhor.ops;

import dev.markhor.graph.Op;
import dev.markhor.graph.Spec;
import java.util.List;

/**
 * The inverse of {@link Rfft}: real parts and imaginary parts {@code [..., bins]} to {@code [..., length]}. Rows are cut, or filled with
 * zeros, to {@code length / 2 + 1} first; the imaginary parts of the lowest and, for an even length, the highest frequency do not count.
 */
public record Irfft(int length) implements Op {
    public Irfft {
        Rfft.checkLength(length);
    }

    @Override
    public String name() {
        return "irfft";
    }

    @Override
    public List<Spec> infer(List<Spec> inputs) {
        Checks.count(inputs, 2);
        Checks.sameType(inputs);
        Spec real = inputs.get(0);
        Spec imaginary = inputs.get(1);
        Checks.require(
                real.dtype().isFloating()
                        && real.shape().rank() >= 1
                        && real.shape().accepts(imaginary.shape()),
                "needs real and imaginary parts, floating numbers of one shape");
        return List.of(real.withShape(real.shape().with(-1, length)));
    }
}
