package dev.markhor.binding;

import java.util.Locale;

/**
 * A recurrent layer over a whole sequence. Masked steps keep the state and repeat the output before them, which is zero at the start, or
 * give zeros. F32 or F64.
 *
 * @param x the projected input {@code [batch, steps, gates * units]}, its bias included
 * @param kernel the recurrent kernel, packed by {@link Pack#gates}
 * @param bias {@code [3 * units]}, added to the product with the kernel: of {@link Cell#GRU} only, or {@link Operand#NONE}
 * @param first the states at the start, or {@link States#NONE}: zeros
 * @param mask {@code bool[batch, steps]}, or {@link Operand#NONE}
 * @param y every output, {@code [batch, steps, units]}, in the order in which they are computed
 * @param last the states at the end
 * @param scratch {@link #scratchBytes} bytes at a multiple of 64
 */
public record Recurrence(
        Cell cell,
        ElementType type,
        long x,
        long kernel,
        long bias,
        States first,
        long mask,
        long y,
        States last,
        long scratch,
        Extent extent,
        Function activation,
        Function recurrentActivation)
        implements Instruction {
    /** What happens in a step; the number of gates is how many times {@code units} wide the input is. */
    public enum Cell {
        SIMPLE(1),
        /** Gates i, f, c, o. */
        LSTM(4),
        /** Gates z, r, h; the reset gate is multiplied after the product with the kernel. */
        GRU(3),
        /** The reset gate is multiplied before it. */
        GRU_RESET_BEFORE(3);

        private final int gates;

        Cell(int gates) {
            this.gates = gates;
        }

        public int gates() {
            return gates;
        }
    }

    /**
     * Arrays {@code [batch, units]}.
     *
     * @param c of {@link Cell#LSTM} only
     */
    public record States(long h, long c) {
        public static final States NONE = new States(Operand.NONE, Operand.NONE);
    }

    /**
     * Sizes and directions.
     *
     * @param backwards whether the last step comes first
     * @param zeroOutput whether masked steps give zeros
     */
    public record Extent(long batch, long steps, long units, boolean backwards, boolean zeroOutput) {}

    /** A function of one element with its constants. */
    public record Function(UnaryFunction function, double a, double b, double c) {
        public Function {
            if (function.code() > UnaryFunction.AFFINE.code()) {
                throw new IllegalArgumentException(function + " does not give a number");
            }
        }

        public static Function of(UnaryFunction function) {
            return new Function(function, 0, Double.POSITIVE_INFINITY, 0);
        }

        private void encode(ProgramWriter writer) {
            writer.words(function.code()).word(a).word(b).word(c);
        }
    }

    /** Bytes of {@code scratch}. */
    public static long scratchBytes(Cell cell, ElementType type, long batch, long units) {
        long width = Pack.panelWidth(type);
        long padded = (units + width - 1) / width * width;
        return padded * (batch * (3 + cell.gates()) + cell.gates()) * type.bytes();
    }

    /** One instruction for two sequences that do not depend on each other, such as the directions of a bidirectional layer. */
    public static Instruction both(Recurrence one, Recurrence other) {
        return new Pair(one, other);
    }

    private record Pair(Recurrence one, Recurrence other) implements Instruction {
        @Override
        public int opcode() {
            return one.opcode();
        }

        @Override
        public void encode(ProgramWriter writer) {
            writer.words(2);
            one.encodeSequence(writer);
            other.encodeSequence(writer);
        }

        @Override
        public Work work() {
            return one.work().plus(other.work());
        }

        @Override
        public String kernelName() {
            return one.kernelName();
        }
    }

    @Override
    public int opcode() {
        return 108;
    }

    @Override
    public void encode(ProgramWriter writer) {
        writer.words(1);
        encodeSequence(writer);
    }

    @Override
    public Work work() {
        long states = extent.batch * extent.units;
        return Work.ofKernel(
                Work.multiplyAdds(states * extent.steps * cell.gates(), extent.units),
                type,
                states * extent.steps * cell.gates(),
                extent.units * extent.units * cell.gates(),
                states * extent.steps,
                0,
                Epilogue.NONE,
                cell.name().toLowerCase(Locale.ROOT) + " " + Work.sizes(extent.batch, extent.steps, extent.units));
    }

    private void encodeSequence(ProgramWriter writer) {
        writer.words(cell.ordinal(), type.code(), x, kernel, bias, first.h, first.c, mask, y, last.h, last.c, scratch)
                .words(extent.batch, extent.steps, extent.units)
                .word(extent.backwards)
                .word(extent.zeroOutput);
        activation.encode(writer);
        recurrentActivation.encode(writer);
    }
}
