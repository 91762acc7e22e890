package dev.markhor.binding;

import java.util.Arrays;

/**
 * Puts {@code x} of shape {@code xDims} inside {@code y} of shape {@code yDims}, {@code before[i]} elements from its start in each
 * dimension; at most 8 dimensions.
 *
 * @param value bits of the constant, in the low bytes; for {@link Mode#CONSTANT}
 */
public record Pad(Mode mode, ElementType type, long value, long x, long y, long[] xDims, long[] before, long[] yDims)
        implements Instruction {
    /** What the elements outside of x are. REFLECT needs less padding than the dimension has elements, SYMMETRIC no more. */
    public enum Mode {
        CONSTANT,
        REFLECT,
        SYMMETRIC,
        EDGE
    }

    @Override
    public int opcode() {
        return 41;
    }

    @Override
    public void encode(ProgramWriter writer) {
        if (xDims.length > Broadcast.MAX_RANK) {
            throw new IllegalArgumentException("more than " + Broadcast.MAX_RANK + " dimensions");
        }
        writer.words(mode.ordinal(), type.bytes(), value, x, y, xDims.length)
                .words(xDims)
                .words(before)
                .words(yDims);
    }

    @Override
    public Work work() {
        return Work.of(0, (product(xDims) + product(yDims)) * type.bytes(), yDims);
    }

    private static long product(long[] dims) {
        return Arrays.stream(dims).reduce(1, (a, b) -> a * b);
    }
}
