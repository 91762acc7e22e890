package dev.markhor.binding;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * What an instruction has to do, whoever does it.
 *
 * @param operations arithmetic ones by definition: a multiply-add is two, and what an epilogue does is not counted; kernels other than
 *     products, convolutions and recurrences count one for each element they read, or look at in a window; 0 where values only move
 * @param bytes of the arrays it reads and writes, each counted once
 * @param weightBytes those of them that are the same in every call
 * @param shape sizes for people: {@code 196x64 * 64x384}
 */
public record Work(long operations, long bytes, long weightBytes, String shape) {
    /** Of something that has no weights. */
    static Work of(long operations, long bytes, long... shape) {
        return new Work(operations, bytes, 0, sizes(shape));
    }

    /**
     * Of a product or convolution.
     *
     * @param inputs elements that are not weights
     * @param weights elements of the kernel, as it lies in memory
     * @param results elements of the result
     * @param channels elements of a bias
     */
    static Work ofKernel(
            long operations,
            ElementType type,
            long inputs,
            long weights,
            long results,
            long channels,
            Epilogue epilogue,
            String shape) {
        long bias = epilogue.bias() == Operand.NONE ? 0 : channels;
        long residual = epilogue.residual() == Operand.NONE ? 0 : results;
        long constants = (weights + bias) * type.bytes();
        return new Work(operations, (inputs + results + residual) * type.bytes() + constants, constants, shape);
    }

    /** Of {@code results} elements, each the sum of {@code k} products. */
    static long multiplyAdds(long results, long k) {
        return 2 * results * k;
    }

    /** The same for a kernel that lies in memory as {@code stored} elements instead of {@code elements}. */
    Work withWeights(long stored, long elements, ElementType type) {
        long more = (stored - elements) * type.bytes();
        return new Work(operations, bytes + more, weightBytes + more, shape);
    }

    /** The same for so many parts of a batch, on the same weights. */
    public Work times(long parts) {
        return parts == 1
                ? this
                : new Work(
                        operations * parts,
                        (bytes - weightBytes) * parts + weightBytes,
                        weightBytes,
                        parts + " of " + shape);
    }

    /** Both. */
    public Work plus(Work other) {
        return new Work(
                operations + other.operations,
                bytes + other.bytes,
                weightBytes + other.weightBytes,
                shape.isEmpty() || other.shape.isEmpty() ? shape + other.shape : shape + ", " + other.shape);
    }

    /** {@code 3x4x5}. */
    static String sizes(long... sizes) {
        return Arrays.stream(sizes).mapToObj(Long::toString).collect(Collectors.joining("x"));
    }

    /** {@code 12 of 128x64 * 64x128}, {@code transposed} if the matrices on the right lie so. */
    static String product(long count, long m, long n, long k, boolean transposed) {
        return (count == 1 ? "" : count + " of ") + sizes(m, k) + " * " + sizes(k, n)
                + (transposed ? " transposed" : "");
    }
}
