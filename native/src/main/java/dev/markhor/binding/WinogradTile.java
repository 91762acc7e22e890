package dev.markhor.binding;

/**
 * What Winograd's method makes of a kernel {@code [height, width]}: six points along each dimension that it has, and 7 - taps results. Seven
 * taps are two groups of four.
 */
record WinogradTile(long height, long width) {
    private static final long POINTS = 6;

    /** Whether there is a tile for such a kernel. */
    boolean exists() {
        boolean square = height == width && (height == 3 || height == 5);
        return square || height == 1 && isLine(width) || width == 1 && isLine(height);
    }

    private static boolean isLine(long taps) {
        return taps == 3 || taps == 5 || taps == 7;
    }

    /** Products over the channels. */
    long points() {
        return (height > 1 ? POINTS : 1) * (width > 1 ? POINTS : 1);
    }

    /** Groups of taps whose sums meet in one product. */
    long groups() {
        return height == 7 || width == 7 ? 2 : 1;
    }

    /** Tiles of one sample. */
    long count(ConvAxis high, ConvAxis wide) {
        return tiles(high) * tiles(wide);
    }

    private static long tiles(ConvAxis axis) {
        long results = switch ((int) axis.kernel()) {
            case 1 -> 1;
            case 3 -> 4;
            case 5 -> 2;
            default -> 3;
        };
        return (axis.out() + results - 1) / results;
    }
}
