package dev.markhor.binding;

/** {@code where(condition, a, b)}: {@code condition} holds bools; {@code shape} broadcasts condition, a and b in this order. */
public record Select(ElementType type, long condition, long a, long b, long y, Broadcast shape) implements Instruction {
    @Override
    public int opcode() {
        return 12;
    }

    @Override
    public void encode(ProgramWriter writer) {
        writer.words(type.bytes(), condition, a, b, y);
        shape.encode(writer);
    }

    @Override
    public Work work() {
        return Work.of(
                shape.count(),
                shape.elements(0) + (shape.elements(1) + shape.elements(2) + shape.count()) * type.bytes(),
                shape.count());
    }
}
