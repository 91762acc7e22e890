package dev.markhor.binding;

/** Functions of two elements. The numbers are those of {@code elementwise/binary.inl}. */
public enum BinaryFunction {
    ADD(1),
    SUBTRACT(2),
    MULTIPLY(3),
    /** Of integers: towards zero. Integer division by 0, here and below, gives 0. */
    DIVIDE(4),
    /** NaN if either is. */
    MAXIMUM(5),
    MINIMUM(6),
    POWER(7),
    SQUARED_DIFFERENCE(8),
    FLOOR_DIVIDE(9),
    /** The result has the divisor's sign. */
    MOD(10),
    ATAN2(11),
    /** The result of this and the following is a bool. */
    EQUAL(20),
    NOT_EQUAL(21),
    GREATER(22),
    GREATER_EQUAL(23),
    LESS(24),
    LESS_EQUAL(25),
    LOGICAL_AND(26),
    LOGICAL_OR(27),
    LOGICAL_XOR(28);

    private final int code;

    BinaryFunction(int code) {
        this.code = code;
    }

    /** The number that kernels know. */
    public int code() {
        return code;
    }

    public boolean givesBool() {
        return code >= 20;
    }
}
