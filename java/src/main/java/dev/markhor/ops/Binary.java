package dev.markhor.ops;

import dev.markhor.graph.Op;
import dev.markhor.graph.Spec;
import dev.markhor.tensor.DType;
import java.util.List;

/** A function of two elements, with NumPy's broadcasting. Both operands have the same type. */
public record Binary(Function function) implements Op {
    /** Those from {@code EQUAL} on give booleans. */
    public enum Function {
        ADD,
        SUBTRACT,
        MULTIPLY,
        DIVIDE,
        MAXIMUM,
        MINIMUM,
        POWER,
        SQUARED_DIFFERENCE,
        FLOOR_DIVIDE,
        /** The result has the divisor's sign. */
        MOD,
        /** The angle of the point (b, a) in radians, from -π to π; floating numbers only. */
        ATAN2,
        EQUAL,
        NOT_EQUAL,
        GREATER,
        GREATER_EQUAL,
        LESS,
        LESS_EQUAL,
        LOGICAL_AND,
        LOGICAL_OR,
        LOGICAL_XOR
    }

    @Override
    public String name() {
        return function.name().toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public List<Spec> infer(List<Spec> inputs) {
        Spec a = inputs.get(0);
        Spec b = inputs.get(1);
        if (a.dtype() != b.dtype()) {
            throw new IllegalArgumentException("operands differ in type");
        }
        Checks.require(function != Function.ATAN2 || a.dtype().isFloating(), "needs floating operands");
        DType dtype = function.compareTo(Function.EQUAL) >= 0 ? DType.BOOL : a.dtype();
        return List.of(new Spec(dtype, Broadcasting.of(a.shape(), b.shape())));
    }
}
