package dev.markhor.binding;

/**
 * Largest or average value of a window over {@code [batch, depth, height, width, channels]}, F32 or F64. Elements outside of
 * {@code x} are neither compared nor counted; every window must hold at least one element.
 */
public record Pool(
        boolean average,
        ElementType type,
        long x,
        long y,
        long batch,
        long channels,
        Axis depth,
        Axis height,
        Axis width)
        implements Instruction {
    /**
     * One spatial dimension.
     *
     * @param in size of x
     * @param out size of y
     * @param before how far the first window reaches out of x
     */
    public record Axis(long in, long out, long window, long stride, long before) {
        /** A dimension that is not there. */
        public static final Axis NONE = new Axis(1, 1, 1, 1, 0);
    }

    @Override
    public int opcode() {
        return 50;
    }

    @Override
    public void encode(ProgramWriter writer) {
        writer.word(average).words(type.code(), x, y, batch, channels);
        for (Axis axis : new Axis[] {depth, height, width}) {
            writer.words(axis.in, axis.out, axis.window, axis.stride, axis.before);
        }
    }

    @Override
    public Work work() {
        long results = batch * channels * depth.out * height.out * width.out;
        String shape = Work.sizes(batch, depth.in, height.in, width.in, channels) + " by "
                + Work.sizes(depth.window, height.window, width.window) + "/" + width.stride;
        return new Work(
                results * depth.window * height.window * width.window,
                (batch * channels * depth.in * height.in * width.in + results) * type.bytes(),
                0,
                shape);
    }
}
