package dev.markhor.binding;

/**
 * Transposed convolution by native kernels: x {@code [batch, spatial..., channels]}, y {@code [batch, spatial..., filters]}, weights
 * packed by {@link Pack#transposedConvolution}. Results that no input reaches are {@code epilogue(0)}. F32 or F64.
 */
public record TransposedConvolution(
        ElementType type,
        long x,
        long weights,
        long y,
        Epilogue epilogue,
        long batch,
        long channels,
        long filters,
        ConvSpace space)
        implements Instruction {
    @Override
    public int opcode() {
        return 103;
    }

    @Override
    public void encode(ProgramWriter writer) {
        writer.words(type.code(), x, weights, y);
        epilogue.encode(writer);
        writer.words(batch, channels, filters);
        space.encode(writer);
    }

    @Override
    public Work work() {
        return space.transposed(type, batch, channels, filters, epilogue);
    }
}
