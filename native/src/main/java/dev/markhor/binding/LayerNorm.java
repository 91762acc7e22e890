package dev.markhor.binding;

/**
 * Normalises each row of {@code [rows, n]} by its mean and variance, or by its mean square ({@code rms}), then scales by
 * {@code gamma[n]} and adds {@code beta[n]}; either may be {@link Operand#NONE}. F32 or F64; {@code x} and {@code y} may be the same
 * place.
 */
public record LayerNorm(
        boolean rms, ElementType type, long x, long y, long gamma, long beta, long rows, long n, double epsilon)
        implements Instruction {
    @Override
    public int opcode() {
        return 31;
    }

    @Override
    public void encode(ProgramWriter writer) {
        writer.word(rms).words(type.code(), x, y, gamma, beta, rows, n).word(epsilon);
    }

    @Override
    public Work work() {
        long constants = (gamma == Operand.NONE ? 0 : n) + (beta == Operand.NONE ? 0 : n);
        return new Work(
                rows * n, (2 * rows * n + constants) * type.bytes(), constants * type.bytes(), Work.sizes(rows, n));
    }
}
