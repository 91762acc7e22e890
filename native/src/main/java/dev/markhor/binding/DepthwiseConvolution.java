package dev.markhor.binding;

/**
 * Convolves each channel by itself: x {@code [batch, spatial..., channels]}, y {@code [batch, spatial..., channels * multiplier]}, where
 * result channel {@code c * multiplier + m} uses {@code weights[taps..., c, m]}, as stored. For both backends. F32 or F64.
 */
public record DepthwiseConvolution(
        ElementType type,
        long x,
        long weights,
        long y,
        Epilogue epilogue,
        long batch,
        long channels,
        long multiplier,
        ConvSpace space)
        implements Instruction {
    @Override
    public int opcode() {
        return 104;
    }

    @Override
    public void encode(ProgramWriter writer) {
        writer.words(type.code(), x, weights, y);
        epilogue.encode(writer);
        writer.words(batch, channels, multiplier);
        space.encode(writer);
    }

    @Override
    public Work work() {
        return space.depthwise(type, batch, channels, channels * multiplier, epilogue);
    }
}
