package dev.markhor.layers;

import dev.markhor.tensor.DType;
import dev.markhor.tensor.Tensor;

/** Triangles over frequencies that are equally far from each other on the mel scale, as Keras computes them: in float32. */
final class MelScale {
    private static final float BREAK_FREQUENCY = 700;
    private static final float HIGH_FREQUENCY_Q = 1127;

    private MelScale() {}

    /** What each frequency from 0 to half the sampling rate adds to each mel bin: {@code [frequencies, bins]}. */
    static Tensor matrix(int frequencies, int bins, double samplingRate, double lowest, double highest, DType type) {
        float[] edges = linspace(mel((float) lowest), mel((float) highest), bins + 2);
        float[] hertz = linspace(0, (float) samplingRate / 2, frequencies);
        float[] weights = new float[frequencies * bins];
        for (int f = 1; f < frequencies; f++) { // the first, which is no tone, counts for nothing
            float at = mel(hertz[f]);
            for (int b = 0; b < bins; b++) {
                float rising = (at - edges[b]) / (edges[b + 1] - edges[b]);
                float falling = (edges[b + 2] - at) / (edges[b + 2] - edges[b + 1]);
                weights[f * bins + b] = Math.max(0, Math.min(rising, falling));
            }
        }
        return Tensor.of(weights, frequencies, bins).cast(type);
    }

    private static float mel(float hertz) {
        return HIGH_FREQUENCY_Q * (float) Math.log(1f + hertz / BREAK_FREQUENCY);
    }

    private static float[] linspace(float first, float last, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = first + (last - first) / (count - 1) * i;
        }
        values[count - 1] = last;
        return values;
    }
}
