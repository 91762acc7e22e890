package dev.markhor.variable;

import dev.markhor.graph.Spec;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;

/**
 * Keras' initialisers. Random ones are equal to Keras' in distribution, not in values. Without a seed each variable gets other values;
 * with one, the same each time.
 */
public final class Initializers {
    /** Standard deviation of a normal distribution cut off at two deviations. */
    private static final double TRUNCATED_DEVIATION = 0.87962566103423978;

    /** What {@link #varianceScaling} divides by. */
    public enum Fan {
        IN,
        OUT,
        AVERAGE
    }

    /** Distributions of {@link #varianceScaling}. */
    public enum Distribution {
        TRUNCATED_NORMAL,
        UNTRUNCATED_NORMAL,
        UNIFORM
    }

    /** Where an initialiser takes its random numbers from. */
    @FunctionalInterface
    private interface Source {
        SplittableRandom next();
    }

    private Initializers() {}

    public static Initializer zeros() {
        return constant(0);
    }

    public static Initializer ones() {
        return constant(1);
    }

    public static Initializer constant(double value) {
        return spec ->
                value == 0 ? Tensor.zeros(spec.dtype(), spec.shape()) : Tensor.full(spec.dtype(), spec.shape(), value);
    }

    /** Always this value; its shape must be the variable's, or that of a scalar. */
    public static Initializer constant(Tensor value) {
        Objects.requireNonNull(value);
        return spec -> value.shape().rank() == 0
                ? Tensor.full(spec.dtype(), spec.shape(), value.getDouble(0))
                : value.cast(spec.dtype());
    }

    public static Initializer randomNormal(double mean, double deviation, Long seed) {
        Source source = source(seed);
        return spec -> {
            SplittableRandom random = source.next();
            return fill(spec, () -> mean + deviation * random.nextGaussian());
        };
    }

    /** Normal, with values beyond two deviations drawn again. */
    public static Initializer truncatedNormal(double mean, double deviation, Long seed) {
        Source source = source(seed);
        return spec -> {
            SplittableRandom random = source.next();
            return fill(spec, () -> mean + deviation * truncated(random));
        };
    }

    public static Initializer randomUniform(double min, double max, Long seed) {
        Source source = source(seed);
        return spec -> {
            SplittableRandom random = source.next();
            return fill(spec, () -> min + (max - min) * random.nextDouble());
        };
    }

    /** @param seed null: another one for each variable */
    public static Initializer varianceScaling(double scale, Fan fan, Distribution distribution, Long seed) {
        Source source = source(seed);
        return spec -> {
            SplittableRandom random = source.next();
            double variance = scale / Math.max(1, fan(spec.shape(), fan));
            return switch (distribution) {
                case TRUNCATED_NORMAL -> {
                    double deviation = Math.sqrt(variance) / TRUNCATED_DEVIATION;
                    yield fill(spec, () -> deviation * truncated(random));
                }
                case UNTRUNCATED_NORMAL -> {
                    double deviation = Math.sqrt(variance);
                    yield fill(spec, () -> deviation * random.nextGaussian());
                }
                case UNIFORM -> {
                    double limit = Math.sqrt(3 * variance);
                    yield fill(spec, () -> limit * (2 * random.nextDouble() - 1));
                }
            };
        };
    }

    public static Initializer glorotUniform() {
        return varianceScaling(1, Fan.AVERAGE, Distribution.UNIFORM, null);
    }

    public static Initializer glorotUniform(long seed) {
        return varianceScaling(1, Fan.AVERAGE, Distribution.UNIFORM, seed);
    }

    public static Initializer glorotNormal() {
        return varianceScaling(1, Fan.AVERAGE, Distribution.TRUNCATED_NORMAL, null);
    }

    public static Initializer heUniform() {
        return varianceScaling(2, Fan.IN, Distribution.UNIFORM, null);
    }

    public static Initializer heNormal() {
        return varianceScaling(2, Fan.IN, Distribution.TRUNCATED_NORMAL, null);
    }

    public static Initializer lecunUniform() {
        return varianceScaling(1, Fan.IN, Distribution.UNIFORM, null);
    }

    public static Initializer lecunNormal() {
        return varianceScaling(1, Fan.IN, Distribution.TRUNCATED_NORMAL, null);
    }

    /** Orthonormal rows or columns, whichever are fewer, of the shape flattened to {@code [everything but the last, last]}. */
    public static Initializer orthogonal(double gain, Long seed) {
        Source source = source(seed);
        return spec -> OrthogonalMatrix.draw(spec, gain, source.next());
    }

    /** @throws IllegalArgumentException when it runs on a shape that isn't a matrix */
    public static Initializer identity(double gain) {
        return spec -> {
            if (spec.shape().rank() != 2) {
                throw new IllegalArgumentException("identity initializes matrices, not " + spec.shape());
            }
            long columns = spec.shape().dim(1);
            long[] index = {0};
            return fill(spec, () -> {
                long i = index[0]++;
                return i / columns == i % columns ? gain : 0;
            });
        };
    }

    private static Source source(Long seed) {
        return seed == null ? SplittableRandom::new : () -> new SplittableRandom(seed);
    }

    private static double truncated(SplittableRandom random) {
        double value;
        do {
            value = random.nextGaussian();
        } while (Math.abs(value) > 2);
        return value;
    }

    /** Keras' fan of a kernel {@code [window..., in, out]}. */
    private static double fan(Shape shape, Fan fan) {
        double in;
        double out;
        if (shape.rank() < 2) {
            in = out = shape.size();
        } else {
            double window = shape.slice(0, shape.rank() - 2).size();
            in = window * shape.dim(-2);
            out = window * shape.dim(-1);
        }
        return switch (fan) {
            case IN -> in;
            case OUT -> out;
            case AVERAGE -> (in + out) / 2;
        };
    }

    static Tensor fill(Spec spec, DoubleSupplier next) {
        int size = Math.toIntExact(spec.shape().size());
        if (spec.dtype() == DType.FLOAT32) {
            float[] values = new float[size];
            for (int i = 0; i < size; i++) {
                values[i] = (float) next.getAsDouble();
            }
            return Tensor.of(values, spec.shape().dims());
        }
        double[] values = new double[size];
        for (int i = 0; i < size; i++) {
            values[i] = next.getAsDouble();
        }
        return Tensor.of(values, spec.shape().dims()).cast(spec.dtype());
    }
}
