package dev.markhor.binding;

/**
 * A function of two elements with broadcasting; {@code y} is dense and may be the place of an operand of the result's own shape
 * and type. F32, F64, I32 and I64; from EQUAL on also U8 and BOOL. {@code clamp} applies to ADD, SUBTRACT and MULTIPLY of F32.
 */
public record Binary(BinaryFunction function, ElementType type, Clamp clamp, long a, long b, long y, Broadcast shape)
        implements Instruction {
    @Override
    public int opcode() {
        return 11;
    }

    @Override
    public void encode(ProgramWriter writer) {
        writer.words(function.code(), type.code());
        clamp.encode(writer);
        writer.words(a, b, y);
        shape.encode(writer);
    }

    @Override
    public Work work() {
        return Work.of(
                shape.count(), (shape.elements(0) + shape.elements(1) + shape.count()) * type.bytes(), shape.count());
    }
}
