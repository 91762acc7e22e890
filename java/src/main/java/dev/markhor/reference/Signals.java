package dev.markhor.reference;

import dev.markhor.graph.Spec;
import dev.markhor.ops.Frame;
import dev.markhor.ops.Irfft;
import dev.markhor.ops.OverlapAndAdd;
import dev.markhor.ops.Rfft;
import java.util.List;

/** Fourier transforms by their definition, and frames. */
final class Signals {
    private Signals() {}

    static List<Array> rfft(Rfft op, List<Array> inputs, List<Spec> outputs) {
        Array x = inputs.get(0);
        Array real = Array.zeros(outputs.get(0).shape());
        Array imaginary = Array.zeros(outputs.get(1).shape());
        int size = x.dim(-1);
        for (int i = 0; i < real.size(); i++) {
            int row = i / op.bins() * size;
            for (int t = 0; t < Math.min(size, op.length()); t++) {
                double angle = angle(i % op.bins(), t, op.length());
                real.data()[i] += x.data()[row + t] * Math.cos(angle);
                imaginary.data()[i] -= x.data()[row + t] * Math.sin(angle);
            }
        }
        return List.of(real, imaginary);
    }

    /** Frequencies between the lowest and the highest stand for two, mirrored. */
    static Array irfft(Irfft op, List<Array> inputs, Spec output) {
        Array real = inputs.get(0);
        Array imaginary = inputs.get(1);
        Array out = Array.zeros(output.shape());
        int length = op.length();
        int bins = real.dim(-1);
        for (int i = 0; i < out.size(); i++) {
            int row = i / length * bins;
            for (int k = 0; k < Math.min(bins, length / 2 + 1); k++) {
                double angle = angle(k, i % length, length);
                double part = real.data()[row + k] * Math.cos(angle);
                boolean once = k == 0 || 2 * k == length;
                out.data()[i] += once ? part : 2 * (part - imaginary.data()[row + k] * Math.sin(angle));
            }
            out.data()[i] /= length;
        }
        return out;
    }

    private static double angle(int k, int t, int length) {
        return 2 * Math.PI * ((long) k * t % length) / length;
    }

    static Array frame(Frame op, List<Array> inputs, Spec output) {
        Array x = inputs.get(0);
        Array out = Array.zeros(output.shape());
        for (int i = 0; i < out.size(); i++) {
            int frame = i / op.length();
            int row = frame / out.dim(-2);
            out.data()[i] = x.data()[row * x.dim(-1) + frame % out.dim(-2) * op.step() + i % op.length()];
        }
        return out;
    }

    static Array overlapAndAdd(OverlapAndAdd op, List<Array> inputs, Spec output) {
        Array x = inputs.get(0);
        Array out = Array.zeros(output.shape());
        int length = x.dim(-1);
        for (int i = 0; i < x.size(); i++) {
            int frame = i / length;
            int row = frame / x.dim(-2);
            out.data()[row * out.dim(-1) + frame % x.dim(-2) * op.step() + i % length] += x.data()[i];
        }
        return out;
    }
}
