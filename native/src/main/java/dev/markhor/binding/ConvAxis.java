package dev.markhor.binding;

/**
 * One spatial dimension of a convolution. Result {@code o} of a convolution reads inputs {@code o * stride + tap * dilation - before}
 * (zeros where that is outside); input {@code i} of a transposed one adds to results {@code i * stride + tap * dilation - before}
 * (nothing where that is outside). Padding after the last element follows from the sizes.
 *
 * @param in size of the input
 * @param out size of the result
 * @param kernel number of taps
 */
public record ConvAxis(long in, long out, long kernel, long stride, long dilation, long before) {
    /** A dimension that is not there. */
    public static final ConvAxis NONE = new ConvAxis(1, 1, 1, 1, 1, 0);

    /** Whether this dimension is not there. */
    boolean isNone() {
        return in == 1 && out == 1 && kernel == 1 && stride == 1 && dilation == 1 && before == 0;
    }

    void encode(ProgramWriter writer) {
        writer.words(in, out, kernel, stride, dilation, before);
    }
}
