package dev.markhor.binding;

/** Sets each element to the same bits, given in the low bytes of {@code value}. */
public record Fill(ElementType type, long value, long y, long count) implements Instruction {
    @Override
    public int opcode() {
        return 14;
    }

    @Override
    public void encode(ProgramWriter writer) {
        writer.words(type.bytes(), value, y, count);
    }

    @Override
    public Work work() {
        return Work.of(0, count * type.bytes(), count);
    }
}
