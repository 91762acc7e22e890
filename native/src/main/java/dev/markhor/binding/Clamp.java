package dev.markhor.binding;

/** What a kernel does to each result on its way out: nothing, {@code max(0, x)}, or a clip to {@code [low, high]}. */
public record Clamp(int code, double low, double high) {
    public static final Clamp NONE = new Clamp(0, 0, 0);
    public static final Clamp RELU = new Clamp(UnaryFunction.RELU.code(), 0, 0);
    public static final Clamp RELU6 = to(0, 6);

    public static Clamp to(double low, double high) {
        return new Clamp(UnaryFunction.CLIP.code(), low, high);
    }

    void encode(ProgramWriter writer) {
        writer.word((long) code).word(low).word(high);
    }
}
