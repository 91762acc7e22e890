package dev.markhor.binding;

/** Copies {@code bytes} bytes from {@code x} to {@code y}; they do not overlap. */
public record Copy(long x, long y, long bytes) implements Instruction {
    @Override
    public int opcode() {
        return 1;
    }

    @Override
    public void encode(ProgramWriter writer) {
        writer.words(x, y, bytes);
    }

    @Override
    public Work work() {
        return Work.of(0, 2 * bytes, bytes);
    }
}
