package dev.markhor.compile;

import dev.markhor.binding.MatrixView;
import dev.markhor.tensor.Shape;
import java.util.Optional;

/** The leading dimensions of a batched product as two loops, with how far each operand steps in each. */
record BatchPairs(long outer, long inner, long[] aSteps, long[] bSteps, long[] ySteps) {
    /** Empty if the dimensions do not fold into two. */
    static Optional<BatchPairs> of(Task task) {
        Shape y = task.output().shape();
        Shape batch = y.slice(0, y.rank() - 2);
        long[] a = steps(task.input(0).shape(), batch);
        long[] b = steps(task.input(1).shape(), batch);
        long[] out = steps(y, batch);
        long[] dims = batch.dims();
        int rank = 0;
        for (int i = 0; i < dims.length; i++) { // join a dimension with the one before where all operands step evenly
            if (dims[i] == 1) {
                continue;
            }
            boolean even = rank > 0
                    && a[rank - 1] == a[i] * dims[i]
                    && b[rank - 1] == b[i] * dims[i]
                    && out[rank - 1] == out[i] * dims[i];
            int at = even ? rank - 1 : rank++;
            dims[at] = even ? dims[at] * dims[i] : dims[i];
            a[at] = a[i];
            b[at] = b[i];
            out[at] = out[i];
        }
        if (rank > 2) {
            return Optional.empty();
        }
        return Optional.of(new BatchPairs(
                rank == 2 ? dims[0] : 1, rank == 0 ? 1 : dims[rank - 1], two(a, rank), two(b, rank), two(out, rank)));
    }

    /** Elements from one matrix to the next along each batch dimension: 0 where the operand is broadcast. */
    private static long[] steps(Shape operand, Shape batch) {
        int own = operand.rank() - 2;
        Shape leading = operand.slice(0, own);
        long matrix = operand.dim(-1) * operand.dim(-2);
        long[] steps = Strides.broadcast(leading, batch);
        for (int i = 0; i < steps.length; i++) {
            steps[i] *= matrix;
        }
        return steps;
    }

    private static long[] two(long[] steps, int rank) {
        return new long[] {rank == 2 ? steps[0] : 0, rank == 0 ? 0 : steps[rank - 1]};
    }

    MatrixView a(long array, long rowStride) {
        return new MatrixView(array, rowStride, aSteps[0], aSteps[1]);
    }

    MatrixView b(long array, long rowStride) {
        return new MatrixView(array, rowStride, bSteps[0], bSteps[1]);
    }

    MatrixView y(long array, long rowStride) {
        return new MatrixView(array, rowStride, ySteps[0], ySteps[1]);
    }
}
