package dev.markhor.binding;

/**
 * {@code x * scale[channel] + shift[channel]} on {@code [rows, channels]}, F32 or F64; {@code shift} may be {@link Operand#NONE};
 * {@code x} and {@code y} may be the same place. {@code clamp} applies to F32.
 */
public record ChannelAffine(
        ElementType type, Clamp clamp, long x, long y, long scale, long shift, long rows, long channels)
        implements Instruction {
    @Override
    public int opcode() {
        return 15;
    }

    @Override
    public void encode(ProgramWriter writer) {
        writer.word((long) type.code());
        clamp.encode(writer);
        writer.words(x, y, scale, shift, rows, channels);
    }

    @Override
    public Work work() {
        long constants = (shift == Operand.NONE ? 1 : 2) * channels;
        return new Work(
                Work.multiplyAdds(rows * channels, 1),
                (2 * rows * channels + constants) * type.bytes(),
                constants * type.bytes(),
                Work.sizes(rows, channels));
    }
}
