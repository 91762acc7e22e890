package dev.markhor.compile;

import dev.markhor.graph.Op;
import dev.markhor.graph.Spec;
import dev.markhor.ops.MatMul;
import dev.markhor.tensor.Shape;
import java.util.List;

/**
 * A product of matrices that lie in arrays with other orders of dimensions: what is left of transposes around it. The last dimension is
 * the last one everywhere.
 *
 * @param a dimension {@code i} of the product's left operand is dimension {@code a[i]} of the array
 * @param b likewise for its right operand
 * @param y likewise for its result
 */
record StridedProduct(MatMul product, List<Integer> a, List<Integer> b, List<Integer> y) implements Op {
    @Override
    public String name() {
        return "strided_matmul";
    }

    @Override
    public List<Spec> infer(List<Spec> inputs) {
        Spec result = product.infer(List.of(seen(inputs.get(0), a), seen(inputs.get(1), b)))
                .get(0);
        long[] dims = new long[y.size()];
        for (int i = 0; i < dims.length; i++) {
            dims[y.get(i)] = result.shape().dim(i);
        }
        return List.of(result.withShape(Shape.of(dims)));
    }

    private static Spec seen(Spec array, List<Integer> axes) {
        return array.withShape(
                Shape.of(axes.stream().mapToLong(array.shape()::dim).toArray()));
    }
}
