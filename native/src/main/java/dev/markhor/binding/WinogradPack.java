package dev.markhor.binding;

/**
 * Transforms the kernel {@code [3, 3, channels, filters]} of a convolution, F32, for {@link WinogradConvolution}. Run once when weights
 * are set; there is no way back.
 */
public record WinogradPack(long source, long packed, long channels, long filters) implements Packing {
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
        writer.words(source, packed, channels, filters);
    }
}
