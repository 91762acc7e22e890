package dev.markhor.binding;

/**
 * Transposed convolution by OpenBLAS, which must be loaded ({@link OpenBlas#load}): x {@code [batch, spatial..., channels]}, y
 * {@code [batch, spatial..., filters]}, weights {@code [taps..., filters, channels]} as stored. Results that no input reaches are
 * {@code epilogue(0)}. F32 or F64.
 *
 * @param scratch {@link #scratchBytes} bytes of the arena at a multiple of 64
 */
public record BlasTransposedConvolution(
        ElementType type,
        long x,
        long weights,
        long y,
        long scratch,
        Epilogue epilogue,
        long batch,
        long channels,
        long filters,
        ConvSpace space)
        implements Instruction {
    private BlasBlocks blocks() {
        return BlasBlocks.of(batch * space.outputs(), (channels + filters) * type.bytes());
    }

    /** Bytes of {@code scratch}. */
    public long scratchBytes() {
        return blocks().bytes();
    }

    /** The same with a place for scratch. */
    public BlasTransposedConvolution withScratch(long operand) {
        return new BlasTransposedConvolution(type, x, weights, y, operand, epilogue, batch, channels, filters, space);
    }

    @Override
    public int opcode() {
        return 112;
    }

    @Override
    public void encode(ProgramWriter writer) {
        writer.words(type.code(), x, weights, y, scratch);
        epilogue.encode(writer);
        writer.words(batch, channels, filters);
        space.encode(writer);
        blocks().encode(writer);
    }

    @Override
    public Work work() {
        return space.transposed(type, batch, channels, filters, epilogue);
    }
}
