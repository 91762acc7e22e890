package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.ops.Dequantize;
import dev.markhor.ops.Ops;
import dev.markhor.ops.UnpackInt4;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.variable.Variable;
import java.util.function.UnaryOperator;

/**
 * From vectors back to a number for each index, {@code [..., size] -> [..., rows]}, with weights that Keras quantised: those of the table,
 * or others.
 */
final class QuantizedReversal {
    private QuantizedReversal() {}

    /** By the weights of the table. */
    static UnaryOperator<Value> tied(QuantizedEmbeddings table) {
        if (table.zero().isPresent() && table.group().isPresent()) {
            Dequantize dequantize = new Dequantize(Dequantize.Rule.TURNED_GROUPS);
            return x -> Products.decoded(
                    table.how(),
                    x,
                    Ops.apply(
                            dequantize,
                            table.numbers(),
                            table.scale().value(),
                            table.zero().get().value(),
                            table.group().get().value()));
        }
        return x -> new Products(table, table.numbers(), true)
                .whole(x, table.scale().value());
    }

    /** By weights of their own, which are created; they share the groups of the table. */
    static UnaryOperator<Value> untied(QuantizedEmbeddings table, QuantizedEmbeddings.Variables variables) {
        boolean packed = table.how().mode() == Quantization.Mode.INT4;
        long stored = packed ? (table.size() + 1) / 2 : table.size();
        Variable kernel = variables.add("reverse_embeddings", Shape.of(stored, table.rows()), DType.INT8);
        UnpackInt4 unpack = new UnpackInt4(0, table.size(), true);
        if (table.group().isPresent()) {
            Shape groups = Shape.of(table.how().groups(table.size()), table.rows());
            Variable scale = variables.add("reverse_embeddings_scale", groups, table.dtype());
            Variable zero = variables.add("reverse_embeddings_zero", groups, table.dtype());
            Dequantize dequantize = new Dequantize(Dequantize.Rule.GROUPS);
            return x -> Products.decoded(
                    table.how(),
                    x,
                    Ops.apply(
                            dequantize,
                            Ops.apply(unpack, kernel.value()),
                            scale.value(),
                            zero.value(),
                            table.group().get().value()));
        }
        Variable scale = variables.add("reverse_embeddings_scale", Shape.of(table.rows()), table.dtype());
        return x -> new Products(table, packed ? Ops.apply(unpack, kernel.value()) : kernel.value(), false)
                .whole(x, scale.value());
    }

    /** @param turned whether the numbers are {@code [rows, size]} and not {@code [size, rows]} */
    private record Products(QuantizedEmbeddings table, Value numbers, boolean turned) {
        /** With a matrix {@code [size, rows]} of what the numbers mean. */
        static Value decoded(Quantization how, Value x, Value matrix) {
            if (how.inputs().isEmpty()) {
                return Ops.matmul(x, matrix);
            }
            QuantizedInputs.Scaled inputs = how.inputs().get().of(x, -1);
            return Ops.divide(Ops.matmul(inputs.numbers(), matrix), inputs.scale());
        }

        /** With whole numbers, divided by the scales {@code [rows]} afterwards. */
        Value whole(Value x, Value scale) {
            DType dtype = table.dtype();
            if (table.how().inputs().isEmpty()) {
                return Ops.divide(product(x, dtype), scale);
            }
            QuantizedInputs.Scaled inputs = table.how().inputs().get().of(x, -1);
            DType exact = QuantizedProduct.exactType(table.size(), 128);
            Value sums = product(Ops.cast(inputs.numbers(), exact), exact);
            return Ops.divide(Ops.cast(sums, dtype), Ops.multiply(scale, inputs.scale()));
        }

        private Value product(Value x, DType type) {
            return Ops.matmul(x, Ops.cast(numbers, type), false, turned);
        }
    }
}
