package dev.markhor.binding;

/**
 * Transforms the kernel {@code [height, width, channels, filters]} of a convolution, F32, for {@link WinogradConvolution}. Run once when
 * weights are set; there is no way back.
 *
 * @param scale a factor for each filter, or {@link Operand#NONE}
 */
public record WinogradPack(long source, long packed, long channels, long filters, long height, long width, long scale)
        implements Packing {
    public WinogradPack(long source, long packed, long channels, long filters, long height, long width) {
        this(source, packed, channels, filters, height, width, Operand.NONE);
    }

    @Override
    public WinogradPack withScale(long factors) {
        return new WinogradPack(source, packed, channels, filters, height, width, factors);
    }

    /** Four times the size of a kernel of 3 x 3, one and a half to two times that of others. */
    @Override
    public long packedBytes() {
        WinogradTile tile = new WinogradTile(height, width);
        return tile.points() * Pack.packedBytes(ElementType.F32, tile.groups() * channels, filters);
    }

    @Override
    public int opcode() {
        return 106;
    }

    @Override
    public void encode(ProgramWriter writer) {
        writer.words(source, packed, channels, filters, scale, height, width);
    }
}
