package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.ops.Ops;
import dev.markhor.ops.UnpackInt4;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.variable.Variable;
import java.util.function.UnaryOperator;

/** Tables of vectors that Keras quantised: what was picked is turned into numbers, so that the table stays as small as it is. */
final class QuantizedEmbeddings {
    /** Creates a variable. */
    interface Variables {
        Variable add(String name, Shape shape, DType type);
    }

    private QuantizedEmbeddings() {}

    static boolean exist(Quantization how) {
        return how.mode() == Quantization.Mode.INT8 || how.mode() == Quantization.Mode.INT4;
    }

    /** From indices to vectors. */
    static UnaryOperator<Value> of(Quantization how, long rows, long size, DType dtype, Variables variables) {
        boolean packed = how.mode() == Quantization.Mode.INT4;
        Variable table = variables.add("embeddings", Shape.of(rows, packed ? (size + 1) / 2 : size), DType.INT8);
        UnpackInt4 unpack = new UnpackInt4(1, size, true);
        UnaryOperator<Value> numbers =
                index -> Ops.cast(Ops.gather(packed ? Ops.apply(unpack, table.value()) : table.value(), index), dtype);
        if (how.groupSize().isEmpty()) {
            Variable scale = variables.add("embeddings_scale", Shape.of(rows), dtype);
            return index ->
                    Ops.divide(numbers.apply(index), Ops.expandDims(Ops.gather(scale.value(), index), index.rank()));
        }
        Shape groups = Shape.of(rows, how.groups(size));
        Variable scale = variables.add("embeddings_scale", groups, dtype);
        Variable zero = variables.add("embeddings_zero", groups, DType.INT8);
        Variable group = variables.add("g_idx", Shape.of(size), DType.FLOAT32);
        return index -> {
            Value which = Ops.cast(group.value(), DType.INT32);
            Value zeros = Ops.gather(Ops.gather(zero.value(), index), which, -1);
            Value scales = Ops.gather(Ops.gather(scale.value(), index), which, -1);
            return Ops.multiply(Ops.subtract(numbers.apply(index), Ops.cast(zeros, dtype)), scales);
        };
    }
}
