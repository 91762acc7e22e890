package dev.markhor.cli.bench;

import dev.markhor.graph.Spec;
import dev.markhor.model.Model;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Random;

/**
 * Something for a model to compute on: noise in 0..1 for floating numbers, whole numbers below a bound for integers, a word for texts. The
 * same at each call.
 *
 * @param batch what a free first dimension becomes
 * @param size what other free dimensions become
 * @param seed of the noise
 */
public record RandomInputs(int batch, int size, long seed) {
    private static final int SMALLEST_BOUND = 2;

    /** Whole numbers that every embedding of the model knows are below this; 2 for a model without. */
    public static int bound(Model model) {
        return model.weightsByPath().entrySet().stream()
                .filter(weight -> weight.getKey().matches("(.*/)?embeddings"))
                .mapToInt(weight -> (int)
                        Math.min(Integer.MAX_VALUE, weight.getValue().shape().dim(0)))
                .min()
                .orElse(SMALLEST_BOUND);
    }

    public List<Tensor> of(Collection<Spec> specs, int bound) {
        Random random = new Random(seed);
        return specs.stream().map(spec -> one(spec, bound, random)).toList();
    }

    private Tensor one(Spec spec, int bound, Random random) {
        long[] dims = spec.shape().dims();
        for (int axis = 0; axis < dims.length; axis++) {
            dims[axis] = dims[axis] != Shape.FREE ? dims[axis] : axis == 0 ? batch : size;
        }
        int count = count(dims);
        if (spec.dtype() == DType.STRING) {
            String[] words = new String[count];
            Arrays.fill(words, "markhor");
            return Tensor.of(words, dims);
        }
        float[] values = new float[count];
        int below = spec.dtype() == DType.BOOL ? 2 : Math.min(bound, largest(spec.dtype()));
        for (int i = 0; i < count; i++) {
            values[i] = spec.dtype().isFloating() ? random.nextFloat() : random.nextInt(below);
        }
        return Tensor.of(values, dims).cast(spec.dtype());
    }

    private static int count(long[] dims) {
        double count = Arrays.stream(dims).asDoubleStream().reduce(1, (a, b) -> a * b);
        if (count > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("an input of " + Arrays.toString(dims) + " has more than "
                    + Integer.MAX_VALUE + " numbers: make --batch or --size smaller");
        }
        return (int) count;
    }

    /** What an integer type, and the float that the numbers pass through, still hold. */
    private static int largest(DType type) {
        return switch (type) {
            case INT8 -> Byte.MAX_VALUE;
            case UINT8 -> 255;
            case INT16 -> Short.MAX_VALUE;
            default -> 1 << 24;
        };
    }
}
