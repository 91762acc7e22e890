package dev.markhor.binding;

/**
 * Matrices over two batch dimensions: matrix {@code (i, j)} begins {@code i * outerStride + j * innerStride} elements behind
 * {@code array} (strides are 0 where it is broadcast); its rows are contiguous and {@code rowStride} elements apart.
 *
 * @param array an operand
 */
public record MatrixView(long array, long rowStride, long outerStride, long innerStride) {
    /** Dense matrices {@code [rows, columns]} one after another, {@code inner} of them in each outer step. */
    public static MatrixView dense(long array, long rows, long columns, long inner) {
        return new MatrixView(array, columns, inner * rows * columns, rows * columns);
    }

    /** The same matrix for the whole batch. */
    public static MatrixView broadcast(long array, long columns) {
        return new MatrixView(array, columns, 0, 0);
    }

    /** Whether the whole batch has the same matrix. */
    boolean isOne() {
        return outerStride == 0 && innerStride == 0;
    }

    /** How many matrices there are for a batch. */
    long matrices(long outer, long inner) {
        return (outerStride == 0 ? 1 : outer) * (innerStride == 0 ? 1 : inner);
    }

    void encode(ProgramWriter writer) {
        writer.words(array, rowStride, outerStride, innerStride);
    }
}
