package dev.markhor.binding;

/**
 * {@code y[m, n] = epilogue(a[m, k] x weights[k, n])} by native kernels; {@code weights} is packed ({@link Pack#matrix},
 * {@link Pack#transposed}). F32 or F64.
 *
 * @param lda elements from one row of {@code a} to the next
 * @param ldy the same of {@code y} and of the residual
 */
public record Product(
        ElementType type, long a, long weights, long y, Epilogue epilogue, long m, long n, long k, long lda, long ldy)
        implements Instruction {
    /** Of dense matrices. */
    public static Product dense(
            ElementType type, long a, long weights, long y, Epilogue epilogue, long m, long n, long k) {
        return new Product(type, a, weights, y, epilogue, m, n, k, k, n);
    }

    @Override
    public int opcode() {
        return 101;
    }

    @Override
    public void encode(ProgramWriter writer) {
        writer.words(type.code(), a, weights, y);
        epilogue.encode(writer);
        writer.words(m, n, k, lda, ldy);
    }

    @Override
    public Work work() {
        return Work.ofKernel(
                Work.multiplyAdds(m * n, k), type, m * k, k * n, m * n, n, epilogue, Work.product(1, m, n, k, false));
    }
}
