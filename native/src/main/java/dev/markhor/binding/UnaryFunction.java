package dev.markhor.binding;

/**
 * Functions of one element, as {@code keras.ops} and {@code keras.activations} 3.15 define them. Numbers follow the order here
 * and in {@code simd/functions.h}, from 1.
 */
public enum UnaryFunction {
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
    /** -1, 0 or 1; of NaN, NaN. */
    SIGN,
    /** a: negative slope, b: largest value (infinity: none), c: threshold. */
    RELU,
    /** a: alpha. */
    ELU,
    SELU,
    SOFTPLUS,
    SOFTSIGN,
    SILU,
    GELU,
    GELU_TANH,
    /** {@code relu6(x + 3) / 6}. */
    HARD_SIGMOID,
    /** {@code clip(0.2 x + 0.5, 0, 1)}. */
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
    /** {@code (x + sqrt(x^2 + a)) / 2}. */
    SQUAREPLUS,
    /** a: threshold, b: the value at and below it. */
    THRESHOLD,
    SPARSE_PLUS,
    SPARSE_SIGMOID,
    /** a: smallest, b: largest. */
    CLIP,
    /** {@code a x + b}. */
    AFFINE,
    /** The result of this and the following is a bool. */
    LOGICAL_NOT,
    IS_NAN,
    IS_FINITE,
    IS_INF;

    /** The number that kernels know. */
    public int code() {
        return ordinal() + 1;
    }
}
