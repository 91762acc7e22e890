package dev.markhor.binding;

/**
 * Resizes {@code [batch, height, width, channels]}. Each output row is a weighted sum of {@code taps} input rows, and columns
 * likewise; {@link ResizeTable} makes the four arrays, which the caller puts into memory. One tap copies: any type, no weights;
 * otherwise F32 or F64.
 */
public record Resize(
        ElementType type,
        int taps,
        long x,
        long y,
        long batch,
        long height,
        long width,
        long channels,
        long outHeight,
        long outWidth,
        long rowIndices,
        long rowWeights,
        long columnIndices,
        long columnWeights)
        implements Instruction {
    @Override
    public int opcode() {
        return 60;
    }

    @Override
    public void encode(ProgramWriter writer) {
        writer.words(type.code(), taps, x, y, batch, height, width, channels, outHeight, outWidth);
        writer.words(rowIndices, rowWeights, columnIndices, columnWeights);
    }

    @Override
    public Work work() {
        long results = batch * outHeight * outWidth * channels;
        return Work.of(
                taps == 1 ? 0 : Work.multiplyAdds(results, 2 * taps),
                (batch * height * width * channels + results) * type.bytes(),
                batch,
                outHeight,
                outWidth,
                channels);
    }
}
