package dev.markhor.ops;

import dev.markhor.graph.Op;
import dev.markhor.graph.Spec;
import dev.markhor.tensor.DType;
import java.util.List;

/** A function of one element. {@code a}, {@code b}, {@code c} are the function's constants, see {@link Function}. */
public record Unary(Function function, double a, double b, double c) implements Op {
    /** Definitions are those of {@code keras.ops} and {@code keras.activations} 3.15. */
    public enum Function {
        NEGATIVE,
        ABSOLUTE,
        EXP,
        EXPM1,
        LOG,
        LOG1P,
        SQRT,
        RSQRT,
        SQUARE,
        RECIPROCAL,
        SIN,
        COS,
        TAN,
        TANH,
        SIGMOID,
        ERF,
        FLOOR,
        CEIL,
        /** Half to even. */
        ROUND,
        SIGN,
        /** a: negative slope, b: largest value (infinite: none), c: threshold. */
        RELU,
        /** a: alpha. */
        ELU,
        SELU,
        SOFTPLUS,
        SOFTSIGN,
        SILU,
        GELU,
        GELU_TANH,
        /** Keras 3: {@code relu6(x + 3) / 6}. */
        HARD_SIGMOID,
        /** Keras 1 and 2: {@code clip(0.2 x + 0.5, 0, 1)}. */
        HARD_SIGMOID_KERAS2,
        HARD_SILU,
        HARD_TANH,
        MISH,
        LOG_SIGMOID,
        /** a: alpha. */
        CELU,
        TANH_SHRINK,
        /** a: threshold. */
        SOFT_SHRINK,
        /** a: threshold. */
        HARD_SHRINK,
        /** a: b of squareplus. */
        SQUAREPLUS,
        /** a: threshold, b: the value below. */
        THRESHOLD,
        SPARSE_PLUS,
        SPARSE_SIGMOID,
        /** a: smallest, b: largest. */
        CLIP,
        /** {@code a x + b}. */
        AFFINE,
        LOGICAL_NOT,
        IS_NAN,
        IS_FINITE,
        IS_INF
    }

    public static Unary of(Function function) {
        return new Unary(function, 0, 0, 0);
    }

    @Override
    public String name() {
        return function.name().toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public List<Spec> infer(List<Spec> inputs) {
        Spec x = inputs.get(0);
        return switch (function) {
            case LOGICAL_NOT, IS_NAN, IS_FINITE, IS_INF -> List.of(x.withDType(DType.BOOL));
            default -> List.of(x);
        };
    }
}
