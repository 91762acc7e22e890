package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Resize;
import dev.markhor.ops.Unary;
import dev.markhor.tensor.DType;
import java.util.Arrays;
import java.util.Locale;

/** Keras' names of interpolations. */
final class Interpolations {
    private Interpolations() {}

    /** @throws IllegalArgumentException if Keras has none of this name */
    static Resize.Interpolation of(String name) {
        for (Resize.Interpolation interpolation : Resize.Interpolation.values()) {
            if (interpolation.name().equalsIgnoreCase(name)) {
                return interpolation;
            }
        }
        throw new IllegalArgumentException("interpolation '" + name + "' is none of "
                + Arrays.toString(Resize.Interpolation.values()).toLowerCase(Locale.ROOT));
    }

    /** To integers of a type, as Keras 3 does: the nearest one, of those there are. */
    static Value rounded(Value x, DType type) {
        return saturated(Ops.unary(Unary.Function.ROUND, x), type);
    }

    private static Value saturated(Value x, DType type) {
        Value inRange = switch (type) {
            case UINT8 -> Ops.clip(x, 0, 255);
            case INT8 -> Ops.clip(x, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case INT16 -> Ops.clip(x, Short.MIN_VALUE, Short.MAX_VALUE);
            default -> x;
        };
        return Ops.cast(inRange, type);
    }
}
