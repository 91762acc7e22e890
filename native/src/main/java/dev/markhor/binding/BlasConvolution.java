package dev.markhor.binding;

/**
 * Convolution (correlation, as in Keras) by OpenBLAS, which must be loaded ({@link OpenBlas#load}): x {@code [batch, spatial...,
 * channels]}, y {@code [batch, spatial..., filters]}, weights {@code [taps..., channels / groups, filters]} as stored. F32 or F64.
 *
 * @param scratch {@link #scratchBytes} bytes of the arena at a multiple of 64
 */
public record BlasConvolution(
        ElementType type,
        long x,
        long weights,
        long y,
        long scratch,
        Epilogue epilogue,
        long batch,
        long channels,
        long filters,
        long groups,
        ConvSpace space)
        implements Instruction {
    private BlasBlocks blocks() {
        return BlasBlocks.of(batch * space.outputs(), space.taps() * (channels / groups) * type.bytes());
    }

    /** Bytes of {@code scratch}. */
    public long scratchBytes() {
        return blocks().bytes();
    }

    /** The same with a place for scratch. */
    public BlasConvolution withScratch(long operand) {
        return new BlasConvolution(type, x, weights, y, operand, epilogue, batch, channels, filters, groups, space);
    }

    @Override
    public int opcode() {
        return 111;
    }

    @Override
    public void encode(ProgramWriter writer) {
        writer.words(type.code(), x, weights, y, scratch);
        epilogue.encode(writer);
        writer.words(batch, channels, filters, groups);
        space.encode(writer);
        blocks().encode(writer);
    }

    @Override
    public Work work() {
        return space.convolution(type, batch, channels, filters, groups, epilogue);
    }
}
