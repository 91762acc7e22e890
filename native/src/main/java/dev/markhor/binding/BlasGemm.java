package dev.markhor.binding;

/**
 * A matrix product by OpenBLAS: {@code c [m, n] = op(a) [m, k] * op(b) [k, n]}, row-major, added to {@code c} if
 * {@code accumulate}. Loads OpenBLAS when it is encoded.
 *
 * @param type 0 for float32, 1 for float64
 * @param transA true if {@code a} is stored as [k, m]
 * @param transB true if {@code b} is stored as [n, k]
 * @param lda elements between rows of {@code a} as it is stored; likewise {@code ldb} and {@code ldc}
 */
public record BlasGemm(
        int type,
        long a,
        long b,
        long c,
        boolean transA,
        boolean transB,
        int m,
        int n,
        int k,
        int lda,
        int ldb,
        int ldc,
        boolean accumulate)
        implements Instruction {
    public BlasGemm {
        if (type != 0 && type != 1) {
            throw new IllegalArgumentException("OpenBLAS multiplies float32 and float64, not type " + type);
        }
    }

    /** A product of matrices that lie densely. */
    public static BlasGemm dense(int type, long a, long b, long c, int m, int n, int k) {
        return new BlasGemm(type, a, b, c, false, false, m, n, k, k, n, n, false);
    }

    @Override
    public int opcode() {
        return 2;
    }

    @Override
    public void encode(ProgramWriter writer) {
        OpenBlas.load();
        writer.words(type, a, b, c)
                .word(transA)
                .word(transB)
                .words(m, n, k, lda, ldb, ldc)
                .word(accumulate);
    }
}
