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

    /** Spatial positions of the input. */
    private long inputs() {
        return depth.in() * height.in() * width.in();
    }

    /** What a convolution does. Positions outside of the input count as those inside do. */
    Work convolution(ElementType type, long batch, long channels, long filters, long groups, Epilogue epilogue) {
        String shape = shape(batch, channels, filters) + (groups == 1 ? "" : " in " + groups + " groups");
        return convolution(type, batch, channels, filters, channels / groups, epilogue, shape);
    }

    /** What a depthwise convolution does, likewise. */
    Work depthwise(ElementType type, long batch, long channels, long filters, Epilogue epilogue) {
        return convolution(type, batch, channels, filters, 1, epilogue, shape(batch, channels, filters));
    }

    /** @param channelsOfFilter channels that each filter reads */
    private Work convolution(
            ElementType type,
            long batch,
            long channels,
            long filters,
            long channelsOfFilter,
            Epilogue epilogue,
            String shape) {
        long k = taps() * channelsOfFilter;
        long results = batch * outputs() * filters;
        return Work.ofKernel(
                Work.multiplyAdds(results, k),
                type,
                batch * inputs() * channels,
                k * filters,
                results,
                filters,
                epilogue,
                shape);
    }

    /** What a transposed convolution does. Positions outside of the result count as those inside do. */
    Work transposed(ElementType type, long batch, long channels, long filters, Epilogue epilogue) {
        long inputs = batch * inputs() * channels;
        return Work.ofKernel(
                Work.multiplyAdds(inputs, taps() * filters),
                type,
                inputs,
                taps() * channels * filters,
                batch * outputs() * filters,
                filters,
                epilogue,
                shape(batch, channels, filters));
    }

    /** {@code 1x224x224x3 -> 1x112x112x32 by 3x3/2}; the depth only where there is one, the dilation only if there is some. */
    private String shape(long batch, long channels, long filters) {
        boolean deep = !depth.equals(ConvAxis.NONE);
        String in = Work.sizes(height.in(), width.in(), channels);
        String out = Work.sizes(height.out(), width.out(), filters);
        String taps = Work.sizes(height.kernel(), width.kernel());
        return batch + "x" + (deep ? depth.in() + "x" : "") + in + " -> " + batch + "x"
                + (deep ? depth.out() + "x" : "") + out + " by " + (deep ? depth.kernel() + "x" : "") + taps + "/"
                + (height.stride() == width.stride() || height.kernel() == 1 ? "" : height.stride() + "x")
                + width.stride() + (width.dilation() == 1 ? "" : " dilated " + width.dilation());
    }

    void encode(ProgramWriter writer) {
        depth.encode(writer);
        height.encode(writer);
        width.encode(writer);
    }
}
