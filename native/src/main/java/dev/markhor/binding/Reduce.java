package dev.markhor.binding;

/**
 * Reduces the middle of {@code [outer, reduced, inner]} to {@code [outer, inner]}; {@code reduced} is at least 1. F32, F64, I32, I64;
 * the result has the type of {@code x}, indices are I32.
 */
public record Reduce(ReduceFunction function, ElementType type, long x, long y, long outer, long reduced, long inner)
        implements Instruction {
    @Override
    public int opcode() {
        return 20;
    }

    @Override
    public void encode(ProgramWriter writer) {
        writer.words(function.code(), type.code(), x, y, outer, reduced, inner);
    }

    @Override
    public Work work() {
        return Work.of(outer * reduced * inner, outer * (reduced + 1) * inner * type.bytes(), outer, reduced, inner);
    }
}
