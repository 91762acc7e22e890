package dev.markhor.keras.operations;

import dev.markhor.graph.Constant;
import dev.markhor.graph.Value;
import dev.markhor.model.Inputs;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** Plain Python values as numbers and as constant tensors. */
final class Constants {
    private Constants() {}

    /**
     * A number, a truth value, or a rectangle of them as a tensor.
     *
     * @param like the type it takes, unless that does not hold what is there
     */
    static Value of(Object plain, DType like, String name) {
        Tensor array = Inputs.of(List.of(plain), Map.of()).array(0, name).orElseThrow();
        DType type = like.isFloating()
                ? like
                : holds(plain, Double.class)
                        ? DType.FLOAT32
                        : like == DType.BOOL && !holds(plain, Boolean.class) ? DType.INT32 : like;
        return Ops.constant(array.cast(type));
    }

    private static boolean holds(Object plain, Class<?> type) {
        return plain instanceof List<?> list
                ? list.stream().anyMatch(item -> holds(item, type))
                : type.isInstance(plain);
    }

    static int integer(String name, Object value) {
        double number = number(name, value);
        if (number != (int) number) {
            throw new IllegalArgumentException("argument '" + name + "' must be an integer, got " + value);
        }
        return (int) number;
    }

    static int[] integers(String name, Object value) {
        if (value instanceof List<?> list) {
            return list.stream().mapToInt(item -> integer(name, item)).toArray();
        }
        if (value instanceof Value tensor && tensor.node().op() instanceof Constant constant) {
            return constant.tensor().toIntArray();
        }
        return new int[] {integer(name, value)};
    }

    static double number(String name, Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (value instanceof Value tensor
                && tensor.node().op() instanceof Constant constant
                && constant.tensor().size() == 1) {
            return constant.tensor().getDouble(0);
        }
        String found = value instanceof Value ? "a computed tensor" : String.valueOf(value);
        throw new IllegalArgumentException("argument '" + name + "' must be a plain number, got " + found);
    }
}
