package dev.markhor.binding;

/**
 * {@code y = epilogue(a x b)} for {@code outer * inner} pairs of matrices by OpenBLAS, which must be loaded ({@link OpenBlas#load}); with
 * constant or other operands, all as stored. The residual is laid out like {@code y}. F32 or F64.
 *
 * @param a matrices {@code [m, k]}, or {@code [k, m]} if {@code transposeA}
 * @param b matrices {@code [k, n]}, or {@code [n, k]} if {@code transposeB}
 */
public record BlasProduct(
        ElementType type,
        boolean transposeA,
        boolean transposeB,
        MatrixView a,
        MatrixView b,
        MatrixView y,
        Epilogue epilogue,
        long outer,
        long inner,
        long m,
        long n,
        long k)
        implements Instruction {
    /** {@code a[m, k] x b[k, n]} of dense matrices. */
    public static BlasProduct dense(
            ElementType type, long a, long b, boolean transposeB, long y, Epilogue epilogue, long m, long n, long k) {
        return new BlasProduct(
                type,
                false,
                transposeB,
                MatrixView.broadcast(a, k),
                MatrixView.broadcast(b, transposeB ? k : n),
                MatrixView.broadcast(y, n),
                epilogue,
                1,
                1,
                m,
                n,
                k);
    }

    @Override
    public int opcode() {
        return 110;
    }

    @Override
    public void encode(ProgramWriter writer) {
        writer.words(type.code()).word(transposeA).word(transposeB);
        a.encode(writer);
        b.encode(writer);
        y.encode(writer);
        epilogue.encode(writer);
        writer.words(outer, inner, m, n, k);
    }

    @Override
    public Work work() {
        return Work.ofKernel(
                Work.multiplyAdds(outer * inner * m * n, k),
                type,
                a.matrices(outer, inner) * m * k + (b.isOne() ? 0 : b.matrices(outer, inner) * k * n),
                b.isOne() ? k * n : 0,
                outer * inner * m * n,
                n,
                epilogue,
                Work.product(outer * inner, m, n, k, transposeB));
    }
}
