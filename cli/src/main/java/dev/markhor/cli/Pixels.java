package dev.markhor.cli;

/** A picture as numbers {@code [height, width, channels]}. */
record Pixels(int width, int height, int channels, float[] values) {
    /** Stretches to a size: averages the area under each pixel where the picture shrinks, interpolates where it grows. */
    Pixels resize(int newWidth, int newHeight) {
        float[] rows = resample(values, height, newHeight, width * channels, 1);
        float[] both = resample(rows, width, newWidth, channels, newHeight);
        return new Pixels(newWidth, newHeight, channels, both);
    }

    /** Resamples the middle axis of {@code [outer, from, inner]}. */
    private static float[] resample(float[] source, int from, int to, int inner, int outer) {
        if (from == to) {
            return source;
        }
        float[] target = new float[outer * to * inner];
        double ratio = (double) from / to;
        for (int i = 0; i < to; i++) {
            double start = ratio > 1 ? i * ratio : (i + 0.5) * ratio - 0.5;
            double end = ratio > 1 ? start + ratio : start + 1;
            for (int j = (int) Math.floor(start); j < end; j++) {
                double weight =
                        ratio > 1 ? (Math.min(j + 1, end) - Math.max(j, start)) / ratio : 1 - Math.abs(j - start);
                int clamped = Math.max(0, Math.min(from - 1, j));
                for (int o = 0; o < outer; o++) {
                    for (int k = 0; k < inner; k++) {
                        target[(o * to + i) * inner + k] += (float) (weight * source[(o * from + clamped) * inner + k]);
                    }
                }
            }
        }
        return target;
    }
}
