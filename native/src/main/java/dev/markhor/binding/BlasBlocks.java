package dev.markhor.binding;

/**
 * How a convolution's gathered inputs share scratch memory: {@code slots} pieces of work that may run at once, each gathering
 * {@code rows} results' inputs at a time.
 */
record BlasBlocks(long rows, long slots, long bytesOfRow) {
    private static final long MOST_SLOTS = 8;
    private static final long SLOT_TARGET = 1 << 20;
    private static final long LEAST_ROWS = 16;

    static BlasBlocks of(long results, long bytesOfRow) {
        long rows = Math.max(LEAST_ROWS, SLOT_TARGET / Math.max(1, bytesOfRow));
        rows = Math.max(1, Math.min(rows, results));
        long slots = Math.max(1, Math.min(MOST_SLOTS, (results + rows - 1) / rows));
        return new BlasBlocks(rows, slots, bytesOfRow);
    }

    private long bytesOfSlot() {
        return (rows * bytesOfRow + 63) / 64 * 64;
    }

    long bytes() {
        return slots * bytesOfSlot();
    }

    void encode(ProgramWriter writer) {
        writer.words(rows, slots, bytesOfSlot());
    }
}
