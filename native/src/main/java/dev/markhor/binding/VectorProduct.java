package dev.markhor.binding;

/**
 * {@code y[n] = epilogue(a[k] x weights[k, n])}: one row, by weights as they are stored, row-major. The same results as {@link Product}'s,
 * to the bit. F32 or F64.
 */
public record VectorProduct(ElementType type, long a, long weights, long y, Epilogue epilogue, long n, long k)
        implements Instruction {
    @Override
    public int opcode() {
        return 109;
    }

    @Override
    public void encode(ProgramWriter writer) {
        writer.words(type.code(), a, weights, y);
        epilogue.encode(writer);
        writer.words(n, k);
    }

    @Override
    public Work work() {
        return Work.ofKernel(Work.multiplyAdds(n, k), type, k, k * n, n, n, epilogue, Work.product(1, 1, n, k, false));
    }
}
