package dev.markhor.keras.config;

import dev.markhor.graph.Value;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.DType;
import java.util.List;

/** Brings operands of different types to one, as {@code keras.ops} does. */
final class Promotion {
    private Promotion() {}

    static List<Value> common(Value a, Value b) {
        if (a.dtype() == b.dtype()) {
            return List.of(a, b);
        }
        DType type = common(a.dtype(), b.dtype());
        return List.of(Ops.cast(a, type), Ops.cast(b, type));
    }

    private static DType common(DType a, DType b) {
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
