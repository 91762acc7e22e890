package dev.markhor.keras.operations;

import dev.markhor.graph.Value;
import dev.markhor.ops.Axes;
import dev.markhor.ops.Complex;
import dev.markhor.ops.Ops;
import java.util.List;

/** Operations on signals. Complex numbers are two tensors, as Keras 3 has them. */
final class Signals {
    private Signals() {}

    static List<Value> rfft(Arguments a) {
        Value x = a.tensor();
        Complex bins = Ops.rfft(x, a.integer(1, "fft_length", (int) x.shape().dim(-1)));
        return List.of(bins.real(), bins.imaginary());
    }

    static Value irfft(Arguments a) {
        List<Value> parts = a.tensors("x");
        Value real = parts.get(0);
        int length = a.integer(1, "fft_length", 2 * (int) (real.shape().dim(-1) - 1));
        return Ops.irfft(new Complex(real, parts.get(1)), length);
    }

    static Value extractSequences(Arguments a) {
        return Ops.frame(a.tensor(), a.integer(1, "sequence_length"), a.integer(2, "sequence_stride"));
    }

    static Value frame(Arguments a) {
        Value x = a.tensor();
        boolean last = Axes.normalize(a.integer(5, "axis", -1), x.rank()) == x.rank() - 1;
        if (!last || a.flag(3, "pad_end", false)) {
            throw new IllegalArgumentException("frames are taken along the last axis, without padding, only");
        }
        return Ops.frame(x, a.integer(1, "frame_length"), a.integer(2, "frame_step"));
    }

    static Value overlapAndAdd(Arguments a) {
        return Ops.overlapAndAdd(a.tensor(), a.integer(1, "frame_step"));
    }
}
