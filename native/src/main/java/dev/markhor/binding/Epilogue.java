package dev.markhor.binding;

/**
 * What a product or convolution does to each result on its way out: {@code function(result + bias[channel] + residual)}.
 *
 * @param bias one value for each channel (column), or {@link Operand#NONE}
 * @param residual laid out like the result, or {@link Operand#NONE}; may be the very place of the result
 * @param function a number of {@link UnaryFunction} up to AFFINE, or 0 for none
 * @param a the function's parameters
 */
public record Epilogue(long bias, long residual, int function, double a, double b, double c) {
    public static final Epilogue NONE = new Epilogue(Operand.NONE, Operand.NONE, 0, 0, 0, 0);

    public static Epilogue ofBias(long bias) {
        return NONE.withBias(bias);
    }

    public Epilogue withBias(long operand) {
        return new Epilogue(operand, residual, function, a, b, c);
    }

    public Epilogue withResidual(long operand) {
        return new Epilogue(bias, operand, function, a, b, c);
    }

    /** A function without parameters; RELU is plain. */
    public Epilogue withFunction(UnaryFunction next) {
        return withFunction(next, 0, Double.POSITIVE_INFINITY, 0);
    }

    public Epilogue withFunction(UnaryFunction next, double first, double second, double third) {
        if (next.code() > UnaryFunction.AFFINE.code()) {
            throw new IllegalArgumentException(next + " does not give a number");
        }
        return new Epilogue(bias, residual, next.code(), first, second, third);
    }

    void encode(ProgramWriter writer) {
        writer.words(bias, residual, function).word(a).word(b).word(c);
    }
}
