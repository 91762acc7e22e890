package dev.markhor.cli;

import dev.markhor.tensor.DType;
import dev.markhor.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Tensors as lists of lists, for JSON. */
final class NestedLists {
    private NestedLists() {}

    /** A list of {@code shape[0]} elements, each of the remaining shape; a scalar is a number, boolean or string. */
    static Object of(Tensor tensor) {
        return of(tensor, 0, 0);
    }

    private static Object of(Tensor tensor, int axis, long first) {
        if (axis == tensor.shape().rank()) {
            return element(tensor, first);
        }
        long below = 1;
        for (int i = axis + 1; i < tensor.shape().rank(); i++) {
            below *= tensor.shape().dim(i);
        }
        List<Object> list = new ArrayList<>();
        for (long i = 0; i < tensor.shape().dim(axis); i++) {
            list.add(of(tensor, axis + 1, first + i * below));
        }
        return list;
    }

    private static Object element(Tensor tensor, long index) {
        DType dtype = tensor.dtype();
        if (dtype == DType.STRING) {
            return tensor.getString(index);
        }
        if (dtype == DType.BOOL) {
            return tensor.getLong(index) != 0;
        }
        if (dtype == DType.FLOAT64) {
            return tensor.getDouble(index);
        }
        // The shortest text that reads as the same float.
        return dtype.isFloating() ? (Object) (float) tensor.getDouble(index) : (Object) tensor.getLong(index);
    }
}
