package dev.markhor.binding;

/** The spatial dimensions of a convolution over {@code [batch, depth, height, width, channels]}, F32 or F64. */
public record ConvSpace(ConvAxis depth, ConvAxis height, ConvAxis width) {
    public static ConvSpace of(ConvAxis width) {
        return new ConvSpace(ConvAxis.NONE, ConvAxis.NONE, width);
    }

    public static ConvSpace of(ConvAxis height, ConvAxis width) {
        return new ConvSpace(ConvAxis.NONE, height, width);
    }

    /** Kernel positions. */
    public long taps() {
        return depth.kernel() * height.kernel() * width.kernel();
    }

    /** Spatial positions of the result. */
    public long outputs() {
        return depth.out() * height.out() * width.out();
    }

    void encode(ProgramWriter writer) {
        depth.encode(writer);
        height.encode(writer);
        width.encode(writer);
    }
}
