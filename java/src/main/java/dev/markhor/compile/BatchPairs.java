package dev.markhor.compile;

import dev.markhor.binding.MatrixView;
import dev.markhor.ops.MatMul;
import dev.markhor.tensor.Shape;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The leading dimensions of a batched product as two loops, with how far each operand steps in each, and from row to row.
 *
 * @param m rows of the result
 * @param n its columns
 * @param k what is summed over
 */
record BatchPairs(long outer, long inner, long m, long n, long k, Steps a, Steps b, Steps y) {
    /** Elements from one matrix to the next in either loop, and from one row to the next. */
    private record Steps(long outer, long inner, long row) {
        MatrixView view(long array) {
            return new MatrixView(array, row, outer, inner);
        }
    }

    /** Sizes and distances of dimensions. */
    private record Layout(long[] sizes, long[] strides) {
        /** Of an array seen with its dimensions in another order. */
        static Layout of(Shape shape, List<Integer> axes) {
            long[] dense = Strides.dense(shape);
            return new Layout(
                    axes.stream().mapToLong(shape::dim).toArray(),
                    axes.stream().mapToLong(axis -> dense[axis]).toArray());
        }

        /** From the end: 1 is the last dimension. */
        long size(int fromEnd) {
            return sizes[sizes.length - fromEnd];
        }

        /** Steps along the leading dimensions of a batch: 0 where this is broadcast. */
        long[] steps(int batchRank) {
            long[] steps = new long[batchRank];
            int own = sizes.length - 2;
            for (int i = 0; i < own; i++) {
                steps[batchRank - own + i] = sizes[i] == 1 ? 0 : strides[i];
            }
            return steps;
        }

        long row() {
            return strides[strides.length - 2];
        }
    }

    /** Of a product of dense operands; empty if its leading dimensions do not fold into two. */
    static Optional<BatchPairs> of(Task task) {
        StridedProduct product = task.op() instanceof StridedProduct strided
                ? strided
                : new StridedProduct(
                        (MatMul) task.op(), inOrder(task.input(0)), inOrder(task.input(1)), inOrder(task.output()));
        return of(
                product.product(),
                Layout.of(task.input(0).shape(), product.a()),
                Layout.of(task.input(1).shape(), product.b()),
                Layout.of(task.output().shape(), product.y()));
    }

    static List<Integer> inOrder(Operand operand) {
        return IntStream.range(0, operand.shape().rank()).boxed().toList();
    }

    private static Optional<BatchPairs> of(MatMul product, Layout x, Layout z, Layout out) {
        long[] dims = java.util.Arrays.copyOf(out.sizes(), out.sizes().length - 2);
        long[] a = x.steps(dims.length);
        long[] b = z.steps(dims.length);
        long[] y = out.steps(dims.length);
        int rank = 0;
        for (int i = 0; i < dims.length; i++) { // join a dimension with the one before where all operands step evenly
            if (dims[i] == 1) {
                continue;
            }
            boolean even = rank > 0
                    && a[rank - 1] == a[i] * dims[i]
                    && b[rank - 1] == b[i] * dims[i]
                    && y[rank - 1] == y[i] * dims[i];
            int at = even ? rank - 1 : rank++;
            dims[at] = even ? dims[at] * dims[i] : dims[i];
            a[at] = a[i];
            b[at] = b[i];
            y[at] = y[i];
        }
        if (rank > 2) {
            return Optional.empty();
        }
        return Optional.of(new BatchPairs(
                rank == 2 ? dims[0] : 1,
                rank == 0 ? 1 : dims[rank - 1],
                out.size(2),
                out.size(1),
                x.size(product.transposeA() ? 2 : 1),
                two(a, rank, x.row()),
                two(b, rank, z.row()),
                two(y, rank, out.row())));
    }

    private static Steps two(long[] steps, int rank, long row) {
        return new Steps(rank == 2 ? steps[0] : 0, rank == 0 ? 0 : steps[rank - 1], row);
    }

    MatrixView a(long array) {
        return a.view(array);
    }

    MatrixView b(long array) {
        return b.view(array);
    }

    MatrixView y(long array) {
        return y.view(array);
    }
}
