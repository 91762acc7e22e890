package dev.markhor.binding;

/**
 * Converts elements. Floats become integers by truncation (out of range: the nearest end, NaN: 0), narrower integers keep their
 * low bits, halves round to nearest even, and everything but 0 becomes true. {@code x} and {@code y} are different places.
 */
public record Cast(ElementType from, ElementType to, long x, long y, long count) implements Instruction {
    @Override
    public int opcode() {
        return 13;
    }

    @Override
    public void encode(ProgramWriter writer) {
        writer.words(from.code(), to.code(), x, y, count);
    }

    @Override
    public Work work() {
        return Work.of(0, count * (from.bytes() + to.bytes()), count);
    }
}
