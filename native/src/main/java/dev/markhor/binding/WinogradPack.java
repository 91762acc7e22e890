package dev.markhor.binding;

/**
 * Transforms the kernel {@code [3, 3, channels, filters]} of a convolution, F32, for {@link WinogradConvolution}. Run once when weights
 * are set; there is no way back.
 *
 * @param scale a factor for each filter, or {@link Operand#NONE}
 */
public record WinogradPack(long source, long packed, long channels, long filters, long scale) implements Packing {
    public WinogradPack(long source, long packed, long channels, long filters) {
        this(source, packed, channels, filters, Operand.NONE);
    }

    @Override
    public WinogradPack withScale(long factors) {
        return new WinogradPack(source, packed, channels, filters, factors);
    }

    /** Four times the kernel's size. */
    @Override
    public long packedBytes() {
        return 36 * Pack.packedBytes(ElementType.F32, channels, filters);
    }

    @Override
    public int opcode() {
        return 106;
    }

    @Override
    public void encode(ProgramWriter writer) {
        writer.words(source, packed, channels, filters, scale);
    }
}
