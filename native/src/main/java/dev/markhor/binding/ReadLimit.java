package dev.markhor.binding;

/**
 * Reads floats as fast as the level of memory that holds them gives them.
 *
 * @param x {@code bytes} for each piece, one after the other
 * @param y {@code float[pieces]}, of no use
 * @param pieces what threads share
 * @param bytes a multiple of 512
 * @param times how often each piece is read
 */
public record ReadLimit(long x, long y, long pieces, long bytes, long times) implements Instruction {
    @Override
    public int opcode() {
        return 201;
    }

    @Override
    public void encode(ProgramWriter writer) {
        writer.words(x, y, pieces, bytes, times);
    }

    @Override
    public Work work() {
        return Work.of(0, pieces * bytes * times, pieces, bytes, times);
    }
}
