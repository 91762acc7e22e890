package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.ops.Ops;
import dev.markhor.ops.UnpackInt4;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.variable.Variable;
import java.util.Optional;

/**
 * Tables of vectors that Keras quantised: what was picked is turned into numbers, so that the table stays as small as it is.
 *
 * @param rows the number of vectors
 * @param size of a vector
 * @param table {@code [rows, size]}, or two numbers in a byte
 * @param scale {@code [rows]}, or {@code [rows, groups]} with zeros of the same shape
 * @param group which group each place of a vector is of, {@code [size]}
 */
record QuantizedEmbeddings(
        Quantization how,
        long rows,
        long size,
        DType dtype,
        Variable table,
        Variable scale,
        Optional<Variable> zero,
        Optional<Variable> group) {
    /** Creates a variable. */
    interface Variables {
        Variable add(String name, Shape shape, DType type);
    }

    static boolean exist(Quantization how) {
        return how.mode() == Quantization.Mode.INT8 || how.mode() == Quantization.Mode.INT4;
    }

    static QuantizedEmbeddings of(Quantization how, long rows, long size, DType dtype, Variables variables) {
        boolean packed = how.mode() == Quantization.Mode.INT4;
        Variable table = variables.add("embeddings", Shape.of(rows, packed ? (size + 1) / 2 : size), DType.INT8);
        if (how.groupSize().isEmpty()) {
            Variable scale = variables.add("embeddings_scale", Shape.of(rows), dtype);
            return new QuantizedEmbeddings(how, rows, size, dtype, table, scale, Optional.empty(), Optional.empty());
        }
        Shape groups = Shape.of(rows, how.groups(size));
        Variable scale = variables.add("embeddings_scale", groups, dtype);
        Variable zero = variables.add("embeddings_zero", groups, DType.INT8);
        Variable group = variables.add("g_idx", Shape.of(size), DType.FLOAT32);
        return new QuantizedEmbeddings(how, rows, size, dtype, table, scale, Optional.of(zero), Optional.of(group));
    }

    /** All numbers as they are stored, {@code [rows, size]}. */
    Value numbers() {
        return how.mode() == Quantization.Mode.INT4
                ? Ops.apply(new UnpackInt4(1, size, true), table.value())
                : table.value();
    }

    /** From indices to vectors. */
    Value vectors(Value index) {
        Value numbers = Ops.cast(Ops.gather(numbers(), index), dtype);
        if (zero.isEmpty() || group.isEmpty()) {
            return Ops.divide(numbers, Ops.expandDims(Ops.gather(scale.value(), index), index.rank()));
        }
        Value which = Ops.cast(group.get().value(), DType.INT32);
        Value zeros = Ops.gather(Ops.gather(zero.get().value(), index), which, -1);
        Value scales = Ops.gather(Ops.gather(scale.value(), index), which, -1);
        return Ops.multiply(Ops.subtract(numbers, Ops.cast(zeros, dtype)), scales);
    }
}
