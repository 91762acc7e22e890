package dev.markhor.binding;

/**
 * A function of each of {@code count} elements; {@code x} and {@code y} may be the same place unless the result is a bool.
 * F32 and F64; NEGATIVE, ABSOLUTE, SQUARE, SIGN, RELU (plain), CLIP and AFFINE also I32 and I64; LOGICAL_NOT every type.
 */
public record Unary(UnaryFunction function, ElementType type, long x, long y, long count, double a, double b, double c)
        implements Instruction {
    /** A function without parameters; RELU is plain. */
    public static Unary of(UnaryFunction function, ElementType type, long x, long y, long count) {
        return new Unary(function, type, x, y, count, 0, Double.POSITIVE_INFINITY, 0);
    }

    @Override
    public int opcode() {
        return 10;
    }

    @Override
    public void encode(ProgramWriter writer) {
        writer.words(function.code(), type.code(), x, y, count).word(a).word(b).word(c);
    }

    @Override
    public Work work() {
        return Work.of(count, 2 * count * type.bytes(), count);
    }
}
