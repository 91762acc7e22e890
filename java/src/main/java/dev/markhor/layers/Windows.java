package dev.markhor.layers;

import java.util.stream.IntStream;

/** Keras' {@code window} of layers that look at frames of a signal: the name of a function, or the values. */
final class Windows {
    private Windows() {}

    /**
     * The values of a named window, float64 {@code [length]}.
     *
     * @param periodic whether the value behind the last would be the first again
     * @throws IllegalArgumentException if the window is none of hann, hamming, blackman and boxcar
     */
    static double[] named(String name, int length, boolean periodic) {
        return switch (name) {
            case "hann" -> cosines(length, periodic, 0.5, 0.5);
            case "hamming" -> cosines(length, periodic, 0.54, 0.46);
            case "blackman" -> cosines(length, periodic, 0.42, 0.5, 0.08);
            case "boxcar" -> cosines(length, periodic, 1);
            default ->
                throw new IllegalArgumentException(
                        "window '" + name + "' is none of hann, hamming, blackman, boxcar; give its values");
        };
    }

    private static double[] cosines(int length, boolean periodic, double... amplitudes) {
        double period = periodic ? length : length - 1;
        return IntStream.range(0, length)
                .mapToDouble(t -> {
                    double sum = 0;
                    for (int k = 0; k < amplitudes.length; k++) {
                        double wave = amplitudes[k] * (period > 0 ? Math.cos(2 * Math.PI * k * t / period) : 0);
                        sum += k % 2 == 0 ? wave : -wave;
                    }
                    return period > 0 ? sum : 1;
                })
                .toArray();
    }
}
