package dev.markhor.binding;

/**
 * Which input elements make each output element along one dimension, and with what weights, as TensorFlow's image resizing does it.
 *
 * @param taps input elements for each output element
 * @param indices {@code [out, taps]}
 * @param weights {@code [out, taps]}
 */
public record ResizeTable(int taps, int[] indices, float[] weights) {
    /** Where output element {@code o} lies in the input. */
    public enum Centres {
        /** {@code (o + 0.5) * in / out - 0.5}: what Keras does since 2.3 and TensorFlow 2 by default. */
        HALF_PIXEL,
        /** {@code o * in / out}. */
        LEGACY,
        /** {@code o * (in - 1) / (out - 1)}. */
        ALIGN_CORNERS;

        private float scale(int in, int out) {
            return this == ALIGN_CORNERS && out > 1 ? (in - 1) / (float) (out - 1) : in / (float) out;
        }

        private float place(int o, float scale) {
            return this == HALF_PIXEL ? (o + 0.5f) * scale - 0.5f : o * scale;
        }
    }

    /** One tap: the nearest element. */
    public static ResizeTable nearest(int in, int out, Centres centres) {
        float scale = centres.scale(in, out);
        int[] indices = new int[out];
        float[] weights = new float[out];
        for (int o = 0; o < out; o++) {
            double at = switch (centres) {
                case HALF_PIXEL -> Math.floor((o + 0.5f) * scale);
                case LEGACY -> Math.floor(o * scale);
                case ALIGN_CORNERS -> Math.floor(o * scale + 0.5f);
            };
            indices[o] = bound((int) at, in);
            weights[o] = 1;
        }
        return new ResizeTable(1, indices, weights);
    }

    /** Two taps, weighted by their distance. */
    public static ResizeTable bilinear(int in, int out, Centres centres) {
        float scale = centres.scale(in, out);
        int[] indices = new int[2 * out];
        float[] weights = new float[2 * out];
        for (int o = 0; o < out; o++) {
            float at = centres.place(o, scale);
            float floor = (float) Math.floor(at);
            indices[2 * o] = bound((int) floor, in);
            indices[2 * o + 1] = bound((int) Math.ceil(at), in);
            weights[2 * o + 1] = at - floor;
            weights[2 * o] = 1 - weights[2 * o + 1];
        }
        return new ResizeTable(2, indices, weights);
    }

    private static final int CUBIC_STEPS = 1024;

    /**
     * Four taps of a cubic whose coefficients are tabulated in steps of 1/1024. With half-pixel centres a = -0.5 and elements outside
     * of the input have no weight (the others add up to 1); otherwise a = -0.75 and the border is repeated.
     */
    public static ResizeTable bicubic(int in, int out, Centres centres) {
        boolean half = centres == Centres.HALF_PIXEL;
        double a = half ? -0.5 : -0.75;
        float scale = centres.scale(in, out);
        int[] indices = new int[4 * out];
        float[] weights = new float[4 * out];
        for (int o = 0; o < out; o++) {
            float at = centres.place(o, scale);
            int floor = (int) Math.floor(at);
            double step = Math.rint((at - floor) * CUBIC_STEPS) / CUBIC_STEPS;
            float sum = 0;
            for (int k = 0; k < 4; k++) {
                int index = floor - 1 + k;
                indices[4 * o + k] = bound(index, in);
                boolean outside = half && indices[4 * o + k] != index;
                weights[4 * o + k] = outside ? 0 : cubic(Math.abs(k - 1 - step), a);
                sum += weights[4 * o + k];
            }
            if (half && Math.abs(sum) >= 1000 * Float.MIN_NORMAL) {
                for (int k = 0; k < 4; k++) {
                    weights[4 * o + k] *= 1 / sum;
                }
            }
        }
        return new ResizeTable(4, indices, weights);
    }

    private static float cubic(double distance, double a) {
        double d = distance;
        return (float) (d <= 1 ? ((a + 2) * d - (a + 3)) * d * d + 1 : ((a * d - 5 * a) * d + 8 * a) * d - 4 * a);
    }

    private static int bound(int index, int in) {
        return Math.max(0, Math.min(index, in - 1));
    }
}
