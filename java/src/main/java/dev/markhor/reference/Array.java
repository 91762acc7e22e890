package dev.markhor.reference;

import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;

/** Elements as doubles (exact for every type but large 64-bit integers), row-major. */
record Array(double[] data, int[] dims) {
    static Array of(Tensor tensor) {
        return new Array(tensor.toDoubleArray(), dims(tensor.shape()));
    }

    static Array zeros(Shape shape) {
        return new Array(new double[Math.toIntExact(shape.size())], dims(shape));
    }

    private static int[] dims(Shape shape) {
        int[] dims = new int[shape.rank()];
        for (int i = 0; i < dims.length; i++) {
            dims[i] = Math.toIntExact(shape.dim(i));
        }
        return dims;
    }

    Tensor toTensor(DType dtype) {
        long[] shape = new long[dims.length];
        for (int i = 0; i < dims.length; i++) {
            shape[i] = dims[i];
        }
        return Tensor.of(data, shape).cast(dtype);
    }

    int rank() {
        return dims.length;
    }

    int size() {
        return data.length;
    }

    int dim(int axis) {
        return dims[axis < 0 ? axis + dims.length : axis];
    }

    /** Elements between two neighbours along {@code axis}. */
    int stride(int axis) {
        int stride = 1;
        for (int i = axis + 1; i < dims.length; i++) {
            stride *= dims[i];
        }
        return stride;
    }

    /** Position of a flat index in each dimension. */
    int[] position(int flat) {
        int[] at = new int[dims.length];
        int rest = flat;
        for (int i = dims.length - 1; i >= 0; i--) {
            at[i] = rest % dims[i];
            rest /= dims[i];
        }
        return at;
    }

    int flat(int[] position) {
        int flat = 0;
        for (int i = 0; i < dims.length; i++) {
            flat = flat * dims[i] + position[i];
        }
        return flat;
    }

    /** The element that a position of a larger, broadcast shape sees. */
    double broadcast(int[] position) {
        int flat = 0;
        int skip = position.length - dims.length;
        for (int i = 0; i < dims.length; i++) {
            flat = flat * dims[i] + (dims[i] == 1 ? 0 : position[i + skip]);
        }
        return data[flat];
    }
}
