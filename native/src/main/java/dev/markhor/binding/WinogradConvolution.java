package dev.markhor.binding;

/**
 * Convolution with a kernel of 3 x 3 or 5 x 5, or of 3, 5 or 7 in one dimension, stride 1, no dilation and one group by Winograd's method: up
 * to twice as fast as {@link Convolution} and as exact as a plain sum of floats. x {@code [batch, height, width, channels]}, y {@code [batch,
 * height, width, filters]}, weights made by {@link WinogradPack}. F32.
 *
 * @param scratch {@link #scratchBytes} bytes of the arena at a multiple of 64
 */
public record WinogradConvolution(
        long x,
        long weights,
        long y,
        long scratch,
        Epilogue epilogue,
        long batch,
        long channels,
        long filters,
        ConvAxis height,
        ConvAxis width)
        implements Instruction {
    private static final long LEAST_TILES = 16;
    private static final long LEAST_TILES_OF_SMALL_WEIGHTS = 4;
    private static final long SMALL_WEIGHTS = 1 << 20;
    private static final long MOST_TILES = 64;
    private static final long SCRATCH_TARGET = 3 << 19;
    private static final long WEIGHTS_IN_CACHE = 4 << 20;
    private static final long MOST_SLOTS = 8;
    private static final long LEAST_CHANNELS = 16;
    private static final long LEAST_CHANNELS_IN_LINE = 32;

    /** Whether a convolution can be done this way, and gains by it. */
    public static boolean pays(
            ElementType type, long batch, long channels, long filters, long groups, ConvSpace space) {
        return type == ElementType.F32
                && groups == 1
                && space.depth().isNone()
                && plain(space.height())
                && plain(space.width())
                && tile(space.height(), space.width()).exists()
                && Math.min(channels, filters) >= leastChannels(space)
                && batch * tile(space.height(), space.width()).count(space.height(), space.width())
                        >= leastTiles(channels, filters, space);
    }

    private static WinogradTile tile(ConvAxis height, ConvAxis width) {
        return new WinogradTile(height.kernel(), width.kernel());
    }

    private static boolean plain(ConvAxis axis) {
        return axis.stride() == 1 && axis.dilation() == 1;
    }

    private static long leastChannels(ConvSpace space) {
        boolean line = space.height().kernel() == 1 || space.width().kernel() == 1;
        return line ? LEAST_CHANNELS_IN_LINE : LEAST_CHANNELS;
    }

    /** Weights are read once for all tiles; those that stay in the second-level cache are worth it for few. */
    private static long leastTiles(long channels, long filters, ConvSpace space) {
        long weights = tile(space.height(), space.width()).points() * channels * filters * Float.BYTES;
        return weights <= SMALL_WEIGHTS ? LEAST_TILES_OF_SMALL_WEIGHTS : LEAST_TILES;
    }

    private static long row(long columns) {
        return (columns + 15) / 16 * 16 + 16;
    }

    private long floatsOfTile() {
        WinogradTile tile = tile(height, width);
        return tile.points() * (row(tile.groups() * channels) + row(filters));
    }

    private long tiles() {
        return batch * tile(height, width).count(height, width);
    }

    private long weightBytes() {
        WinogradTile tile = tile(height, width);
        return tile.points() * tile.groups() * channels * filters * Float.BYTES;
    }

    /** Few enough for the second-level cache, unless the weights must be read from afar: then rather once. */
    private long tilesAtOnce() {
        long few = Math.max(LEAST_TILES, Math.min(MOST_TILES, SCRATCH_TARGET / (floatsOfTile() * Float.BYTES)));
        return Math.min(tiles(), weightBytes() > WEIGHTS_IN_CACHE ? MOST_TILES : few);
    }

    /** Threads that can do tiles of their own. If each read all weights from afar, they would rather do the same tiles. */
    private long slots() {
        return weightBytes() > SMALL_WEIGHTS ? 1 : Math.min(MOST_SLOTS, tiles());
    }

    /** Bytes of {@code scratch}. */
    public long scratchBytes() {
        return slots() * (tilesAtOnce() * floatsOfTile() + tile(height, width).points() * 2 * 48) * Float.BYTES;
    }

    /** The same with a place for scratch. */
    public WinogradConvolution withScratch(long operand) {
        return new WinogradConvolution(x, weights, y, operand, epilogue, batch, channels, filters, height, width);
    }

    @Override
    public int opcode() {
        return 107;
    }

    @Override
    public void encode(ProgramWriter writer) {
        writer.words(x, weights, y);
        epilogue.encode(writer);
        writer.words(batch, channels, filters);
        height.encode(writer);
        width.encode(writer);
        writer.words(scratch, tilesAtOnce(), slots());
    }

    @Override
    public Work work() {
        WinogradTile tile = tile(height, width);
        return ConvSpace.of(height, width)
                .convolution(ElementType.F32, batch, channels, filters, 1, epilogue)
                .withWeights(
                        tile.points() * tile.groups() * channels * filters,
                        height.kernel() * width.kernel() * channels * filters,
                        ElementType.F32);
    }
}
