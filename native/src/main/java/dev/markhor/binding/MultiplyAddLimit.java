package dev.markhor.binding;

/**
 * Multiply-adds of floats in registers, waiting for nothing: the most that the processor can do by the instruction set in use.
 *
 * @param y {@code float[pieces]}, of no use
 * @param pieces what threads share
 * @param operations in each piece, about; a multiply-add is two
 */
public record MultiplyAddLimit(long y, long pieces, long operations) implements Instruction {
    @Override
    public int opcode() {
        return 200;
    }

    @Override
    public void encode(ProgramWriter writer) {
        writer.words(y, pieces, operations);
    }

    @Override
    public Work work() {
        return Work.of(pieces * operations, 0, pieces);
    }
}
