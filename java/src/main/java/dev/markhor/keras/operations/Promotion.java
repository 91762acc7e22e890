package dev.markhor.keras.operations;

import dev.markhor.graph.Value;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.DType;
import java.util.List;

/** Brings operands of different types to one, as {@code keras.ops} does. */
final class Promotion {
    private Promotion() {}

    static List<Value> common(Value a, Value b) {
        return common(List.of(a, b));
    }

    static List<Value> common(List<Value> values) {
        DType type = values.get(0).dtype();
        for (Value value : values) {
            type = common(type, value.dtype());
        }
        DType chosen = type;
        return values.stream().map(value -> Ops.cast(value, chosen)).toList();
    }

    static Value toFloat(Value x) {
        return x.dtype().isFloating() ? x : Ops.cast(x, DType.FLOAT32);
    }

    private static DType common(DType a, DType b) {
        if (a == b) {
            return a;
        }
        if (a.isFloating() != b.isFloating()) {
            return a.isFloating() ? a : b;
        }
        if (a == DType.BOOL || b == DType.BOOL) {
            return a == DType.BOOL ? b : a;
        }
        if (a.bytes() == b.bytes()) { // float16 with bfloat16, int8 with uint8
            return a.isFloating() ? DType.FLOAT32 : DType.INT16;
        }
        return a.bytes() > b.bytes() ? a : b;
    }
}
