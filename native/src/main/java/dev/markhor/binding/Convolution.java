package dev.markhor.binding;

/**
 * Convolution (correlation, as in Keras) by native kernels: x {@code [batch, spatial..., channels]}, y {@code [batch, spatial...,
 * filters]}, weights packed by {@link Pack#convolution}, or by {@link PixelPack} for several pixels at once. F32 or F64.
 *
 * @param pixels results of a row computed at once: 1, or as many as {@link PixelPack#pixels} said
 */
public record Convolution(
        ElementType type,
        long x,
        long weights,
        long y,
        Epilogue epilogue,
        long batch,
        long channels,
        long filters,
        long groups,
        ConvSpace space,
        long pixels)
        implements Instruction {
    @Override
    public int opcode() {
        return 102;
    }

    @Override
    public void encode(ProgramWriter writer) {
        writer.words(type.code(), x, weights, y);
        epilogue.encode(writer);
        writer.words(batch, channels, filters, groups);
        space.encode(writer);
        writer.word(pixels);
    }

    @Override
    public Work work() {
        return space.convolution(type, batch, channels, filters, groups, epilogue);
    }
}
