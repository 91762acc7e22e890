package dev.markhor.binding;

/**
 * Brings constant matrices into the layout that the native products read: panels of {@link #panelWidth} columns, padded with zeros,
 * {@code [group][panel][row][column]}. Run once when weights are set. Row {@code r} of block {@code t}, column {@code n} of group
 * {@code g} lies at {@code source[g * groupStride + t * blockStride + r * rowStride + n * columnStride]} (in elements) and becomes row
 * {@code t * rows + r} of the packed matrix. F32 or F64.
 *
 * @param unpack the other way: from {@code packed} to {@code source}
 * @param scale a factor for each column of all groups, or {@link Operand#NONE}; ignored on the way back
 */
public record Pack(
        boolean unpack,
        ElementType type,
        long source,
        long packed,
        long groups,
        long groupStride,
        long blocks,
        long blockStride,
        long rows,
        long rowStride,
        long columns,
        long columnStride,
        long scale)
        implements Packing {
    /** A dense kernel {@code [k, n]}. */
    public static Pack matrix(ElementType type, long source, long packed, long k, long n) {
        return new Pack(false, type, source, packed, 1, 0, 1, 0, k, n, n, 1, Operand.NONE);
    }

    /** The transpose of a matrix {@code [n, k]}. */
    public static Pack transposed(ElementType type, long source, long packed, long k, long n) {
        return new Pack(false, type, source, packed, 1, 0, 1, 0, k, 1, n, k, Operand.NONE);
    }

    /** A convolution kernel {@code [taps..., channels / groups, filters]}. */
    public static Pack convolution(
            ElementType type, long source, long packed, long taps, long channels, long filters, long groups) {
        long columns = filters / groups;
        long rows = taps * (channels / groups);
        return new Pack(false, type, source, packed, groups, columns, 1, 0, rows, filters, columns, 1, Operand.NONE);
    }

    /** A transposed convolution's kernel {@code [taps..., filters, channels]}. */
    public static Pack transposedConvolution(
            ElementType type, long source, long packed, long taps, long filters, long channels) {
        return new Pack(
                false,
                type,
                source,
                packed,
                1,
                0,
                taps,
                filters * channels,
                channels,
                1,
                filters,
                channels,
                Operand.NONE);
    }

    /** A recurrent kernel {@code [units, gates * units]}: a group for each gate. */
    public static Pack gates(ElementType type, long source, long packed, long units, long gates) {
        return new Pack(false, type, source, packed, gates, units, 1, 0, units, gates * units, units, 1, Operand.NONE);
    }

    /** The instruction that writes {@code source} from {@code packed}. */
    public Pack inverse() {
        return with(!unpack, scale);
    }

    @Override
    public Pack withScale(long factors) {
        return with(unpack, factors);
    }

    private Pack with(boolean back, long factors) {
        return new Pack(
                back,
                type,
                source,
                packed,
                groups,
                groupStride,
                blocks,
                blockStride,
                rows,
                rowStride,
                columns,
                columnStride,
                factors);
    }

    /** Columns of a panel: 64 bytes. */
    public static long panelWidth(ElementType type) {
        return 64 / type.bytes();
    }

    /** Size of one packed matrix {@code [k, n]}. */
    static long packedBytes(ElementType type, long k, long n) {
        long width = panelWidth(type);
        return (n + width - 1) / width * k * 64;
    }

    @Override
    public long packedBytes() {
        return groups * packedBytes(type, blocks * rows, columns);
    }

    @Override
    public int opcode() {
        return 100;
    }

    @Override
    public void encode(ProgramWriter writer) {
        writer.word(unpack)
                .words(type.code(), source, packed, groups, groupStride, blocks, blockStride, rows, rowStride)
                .words(columns, columnStride, scale);
    }
}
