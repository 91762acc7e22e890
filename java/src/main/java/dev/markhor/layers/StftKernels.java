package dev.markhor.layers;

import dev.markhor.model.ConfigOutput;
import dev.markhor.tensor.Tensor;
import dev.markhor.variable.Initializer;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;

/**
 * Keras' {@code STFT} initialiser: waves under a window, {@code [frame_length, 1, frequencies]}. Its errors come when it runs: weights from a
 * file need none.
 *
 * @param values those of a window that is not named
 * @param scaling {@code density} or {@code spectrum}
 */
record StftKernels(Optional<String> window, Optional<Tensor> values, Optional<String> scaling, boolean periodic) {
    static final StftKernels DEFAULT =
            new StftKernels(Optional.of("hann"), Optional.empty(), Optional.of("density"), false);

    StftKernels withWindow(Optional<String> name) {
        return new StftKernels(name, Optional.empty(), scaling, periodic);
    }

    static StftKernels read(LayerConfig config) {
        boolean named = config.find("window").map(value -> value.isString()).orElse(false);
        return new StftKernels(
                named ? Optional.of(config.string("window")) : Optional.empty(),
                named ? Optional.empty() : config.tensor("window"),
                config.has("scaling") ? Optional.of(config.string("scaling")) : Optional.empty(),
                config.bool("periodic", false));
    }

    void write(ConfigOutput config) {
        config.put("window", window.isPresent() ? window : values)
                .put("scaling", scaling)
                .put("periodic", periodic);
    }

    /** @param side cosine for the real kernel, sine for the imaginary one */
    Initializer initializer(DoubleUnaryOperator side) {
        return spec -> {
            int length = (int) spec.shape().dim(0);
            int frequencies = (int) spec.shape().dim(2);
            Optional<double[]> shape = shape(length);
            double scale = shape.map(this::scale).orElse(1.0);
            double[] waves = new double[length * frequencies];
            for (int i = 0; i < waves.length; i++) {
                int t = i / frequencies;
                double angle = -2.0 * Math.PI * t * (i % frequencies) / (2.0 * (frequencies - 1));
                waves[i] = side.applyAsDouble(angle) * shape.map(w -> w[t]).orElse(1.0) / scale;
            }
            return Tensor.of(waves, spec.shape().dims()).cast(spec.dtype());
        };
    }

    private Optional<double[]> shape(int length) {
        Optional<double[]> shape = values.map(Tensor::toDoubleArray);
        if (shape.isPresent() && shape.get().length != length) {
            throw new IllegalArgumentException("window must have " + length + " values, got " + shape.get().length);
        }
        return shape.or(() -> window.map(name -> Windows.named(name, length, periodic)));
    }

    private double scale(double[] shape) {
        return switch (scaling.orElse("")) {
            case "density" -> Math.sqrt(DoubleStream.of(shape).map(w -> w * w).sum());
            case "spectrum" -> DoubleStream.of(shape).map(Math::abs).sum();
            default -> 1;
        };
    }
}
