package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which sums of products of an input and a kernel a layer computes, and how their axes lie to each other.
 *
 * @param equation for einsum; null: a matrix product over the last axis
 * @param kernel shape of the kernel as it would be unquantised
 * @param input letters of the input's axes
 * @param weight letters of the kernel's axes
 * @param output letters of the output's axes
 */
record ProductForm(String equation, Shape kernel, String input, String weight, String output) {
    static ProductForm dense(int rank, Shape kernel) {
        String free = Projections.letters(0, rank - 1);
        String letters = Projections.letters(rank - 1, 2);
        String from = free + letters.charAt(0);
        return new ProductForm(null, kernel, from, letters, free + letters.charAt(1));
    }

    Value product(Value x, Value kernel) {
        return equation == null ? Ops.matmul(x, kernel) : Ops.einsum(equation, x, kernel);
    }

    /** The input's axes that are summed over. */
    int[] summedAxes() {
        return input.chars()
                .filter(letter -> output.indexOf(letter) < 0)
                .map(input::indexOf)
                .toArray();
    }

    /** How many products each sum has. */
    long summands() {
        return kernel.size() / columns();
    }

    /** Elements of the kernel along the axes that are in the output. */
    long columns() {
        long columns = 1;
        for (int i = 0; i < weight.length(); i++) {
            columns *= isSummed(i) ? 1 : kernel.dim(i);
        }
        return columns;
    }

    private boolean isSummed(int kernelAxis) {
        return output.indexOf(weight.charAt(kernelAxis)) < 0;
    }

    /** Shape of the scales of a kernel with one for each column, as they broadcast to the output. */
    Shape scales() {
        if (equation == null) {
            return Shape.of(columns());
        }
        long[] dims = new long[output.length()];
        for (int i = 0; i < dims.length; i++) {
            int at = weight.indexOf(output.charAt(i));
            dims[i] = at < 0 ? 1 : kernel.dim(at);
        }
        return Shape.of(dims);
    }

    /** Scales of an input, with its rank and 1 for the axes summed over, as they broadcast to the output. */
    Value aligned(Value scale) {
        List<Integer> kept = new ArrayList<>();
        for (int i = 0; i < output.length(); i++) {
            int at = input.indexOf(output.charAt(i));
            if (at >= 0) {
                kept.add(at);
            }
        }
        List<Integer> order = new ArrayList<>(kept);
        for (int axis : summedAxes()) {
            order.add(axis);
        }
        Value turned = order.equals(IntStream.range(0, input.length()).boxed().toList())
                ? scale
                : Ops.transpose(
                        scale, order.stream().mapToInt(Integer::intValue).toArray());
        for (int i = kept.size(); i < order.size(); i++) {
            turned = Ops.squeeze(turned, -1);
        }
        for (int i = 0; i < output.length(); i++) {
            if (input.indexOf(output.charAt(i)) < 0) {
                turned = Ops.expandDims(turned, i);
            }
        }
        return turned;
    }

    /** Rows and columns of the matrix that GPTQ and AWQ make of the kernel. @throws IllegalArgumentException if they make none */
    long[] matrix() {
        int rank = kernel.rank();
        if (rank != 2 && rank != 3) {
            throw new IllegalArgumentException("a kernel " + kernel + " is quantised to int8 or int4 only");
        }
        boolean widestFirst = rank == 2 || kernel.dim(0) >= Math.max(kernel.dim(1), kernel.dim(2));
        long rows = widestFirst ? kernel.dim(0) : kernel.dim(0) * kernel.dim(1);
        return new long[] {rows, kernel.size() / rows};
    }
}
