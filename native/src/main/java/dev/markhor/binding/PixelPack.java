package dev.markhor.binding;

/**
 * Brings the kernel {@code [taps..., channels, filters]} of a convolution with few filters into one panel, where it is once for each of several
 * pixels side by side, for a {@link Convolution} that computes these at once: 8 filters alone would leave half of each register empty. Where an
 * input is not finite, that convolution computes its pixels one by one, so that nothing spreads. F32 or F64. Run once when weights are set; there
 * is no way back.
 *
 * @param scale a factor for each filter, or {@link Operand#NONE}
 */
public record PixelPack(
        ElementType type,
        long source,
        long packed,
        long channels,
        long filters,
        ConvSpace space,
        long pixels,
        long scale)
        implements Packing {
    /** Longer kernel rows are not one segment any more. */
    private static final long MOST_TAPS = 64;
    /** Positions of a sample that are left: with fewer, most windows meet a border, and are copied. */
    private static final long LEAST_POSITIONS = 16;

    public PixelPack(
            ElementType type, long source, long packed, long channels, long filters, ConvSpace space, long pixels) {
        this(type, source, packed, channels, filters, space, pixels, Operand.NONE);
    }

    /** How many pixels of a convolution are best computed at once; 1: it gains nothing. */
    public static long pixels(ElementType type, long filters, long groups, ConvSpace space) {
        ConvAxis width = space.width();
        if (groups != 1 || filters == 0 || width.dilation() != 1 || width.stride() >= width.kernel()) {
            return 1;
        }
        long pixels = Pack.panelWidth(type) / filters;
        while (pixels > 1
                && (width.out() % pixels != 0
                        || taps(width, pixels) > MOST_TAPS
                        || space.outputs() / pixels < LEAST_POSITIONS)) {
            pixels--;
        }
        return Math.max(1, pixels);
    }

    private static long taps(ConvAxis width, long pixels) {
        return width.kernel() + (pixels - 1) * width.stride();
    }

    private long rows() {
        return space.depth().kernel() * space.height().kernel();
    }

    @Override
    public PixelPack withScale(long factors) {
        return new PixelPack(type, source, packed, channels, filters, space, pixels, factors);
    }

    @Override
    public long packedBytes() {
        return Pack.packedBytes(type, rows() * taps(space.width(), pixels) * channels, pixels * filters);
    }

    @Override
    public int opcode() {
        return 113;
    }

    @Override
    public void encode(ProgramWriter writer) {
        ConvAxis width = space.width();
        writer.words(type.code(), source, packed, rows(), width.kernel() * channels, filters, pixels)
                .words(width.stride() * channels, scale);
    }
}
