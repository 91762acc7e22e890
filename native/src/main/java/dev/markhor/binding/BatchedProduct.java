package dev.markhor.binding;

/**
 * {@code y = epilogue(a x b)} for {@code outer * inner} pairs of matrices, neither of them constant, by native kernels. The residual is
 * laid out like {@code y}. F32 or F64.
 *
 * @param a matrices {@code [m, k]}, or {@code [k, m]} if {@code transposeA}
 * @param b matrices {@code [k, n]}, or {@code [n, k]} if {@code transposeB}
 * @param scratch {@link #scratchBytes} bytes of the arena at a multiple of 64
 */
public record BatchedProduct(
        ElementType type,
        boolean transposeA,
        boolean transposeB,
        MatrixView a,
        MatrixView b,
        MatrixView y,
        long scratch,
        Epilogue epilogue,
        long outer,
        long inner,
        long m,
        long n,
        long k)
        implements Instruction {
    /** Pairs are packed together up to about this size, so that the second-level cache still holds them when they are used. */
    private static final long PACK_TARGET = 1 << 18;

    private long bytesOfPair() {
        return Pack.packedBytes(type, k, n) + (transposeA ? (m * k * type.bytes() + 63) / 64 * 64 : 0);
    }

    /** Pairs that are packed before they are multiplied. */
    private long pairsAtOnce() {
        return Math.max(1, Math.min(outer * inner, PACK_TARGET / Math.max(1, bytesOfPair())));
    }

    /** Bytes of {@code scratch}. */
    public long scratchBytes() {
        return pairsAtOnce() * bytesOfPair();
    }

    /** The same with a place for scratch. */
    public BatchedProduct withScratch(long operand) {
        return new BatchedProduct(type, transposeA, transposeB, a, b, y, operand, epilogue, outer, inner, m, n, k);
    }

    @Override
    public int opcode() {
        return 105;
    }

    @Override
    public void encode(ProgramWriter writer) {
        writer.words(type.code()).word(transposeA).word(transposeB);
        a.encode(writer);
        b.encode(writer);
        y.encode(writer);
        writer.word(scratch);
        epilogue.encode(writer);
        writer.words(outer, inner, m, n, k, pairsAtOnce());
    }

    @Override
    public Work work() {
        return Work.ofKernel(
                Work.multiplyAdds(outer * inner * m * n, k),
                type,
                a.matrices(outer, inner) * m * k + b.matrices(outer, inner) * k * n,
                0,
                outer * inner * m * n,
                n,
                epilogue,
                Work.product(outer * inner, m, n, k, transposeB));
    }
}
