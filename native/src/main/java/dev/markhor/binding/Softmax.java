package dev.markhor.binding;

/**
 * Softmax, or its logarithm, over the middle of {@code [outer, axis, inner]}. F32 or F64; {@code x} and {@code y} may be the same
 * place.
 */
public record Softmax(boolean logarithm, ElementType type, long x, long y, long outer, long axis, long inner)
        implements Instruction {
    @Override
    public int opcode() {
        return 30;
    }

    @Override
    public void encode(ProgramWriter writer) {
        writer.word(logarithm).words(type.code(), x, y, outer, axis, inner);
    }

    @Override
    public Work work() {
        return Work.of(outer * axis * inner, 2 * outer * axis * inner * type.bytes(), outer, axis, inner);
    }
}
