package dev.markhor.binding;

/** A random bias, residual and function for what a product or convolution gives. */
record RandomEpilogue(Epilogue epilogue, double[] bias, double[] residual, boolean hasTwin, boolean isSmooth) {
    /** Those {@link NaiveProducts#activate} knows. */
    private static final UnaryFunction[] WITH_TWIN = {
        UnaryFunction.RELU, UnaryFunction.CLIP, UnaryFunction.TANH, UnaryFunction.SIGMOID, UnaryFunction.SILU
    };

    private static final UnaryFunction[] SMOOTH = {
        UnaryFunction.NEGATIVE,
        UnaryFunction.ABSOLUTE,
        UnaryFunction.ELU,
        UnaryFunction.SELU,
        UnaryFunction.SOFTPLUS,
        UnaryFunction.SOFTSIGN,
        UnaryFunction.GELU,
        UnaryFunction.GELU_TANH,
        UnaryFunction.HARD_SIGMOID,
        UnaryFunction.HARD_SIGMOID_KERAS2,
        UnaryFunction.HARD_SILU,
        UnaryFunction.HARD_TANH,
        UnaryFunction.MISH,
        UnaryFunction.LOG_SIGMOID,
        UnaryFunction.TANH_SHRINK,
        UnaryFunction.SPARSE_PLUS,
        UnaryFunction.AFFINE
    };

    /** @param results of the whole operand that the epilogue ends, a multiple of channels */
    static RandomEpilogue draw(Dice dice, GuardedArrays arrays, ElementType type, long channels, long results) {
        double[] bias = dice.coin() ? null : dice.reals(channels, -1, 1);
        double[] residual = dice.once(3) ? dice.reals(results, -1, 1) : null;
        Epilogue e = Epilogue.NONE;
        e = bias == null ? e : e.withBias(arrays.of(type, bias));
        e = residual == null ? e : e.withResidual(arrays.of(type, residual));
        return switch (dice.between(0, 5)) {
            case 0, 1 -> new RandomEpilogue(e, bias, residual, true, true);
            case 2, 3 -> {
                UnaryFunction function = dice.pick(WITH_TWIN);
                e = function == UnaryFunction.CLIP
                        ? e.withFunction(function, -0.5, 0.75, 0)
                        : dice.coin() ? e.withFunction(function) : e.withFunction(function, 0.25, 6, 0);
                yield new RandomEpilogue(e, bias, residual, true, true);
            }
            case 4 -> new RandomEpilogue(e.withFunction(dice.pick(SMOOTH), 0.75, 1, 0), bias, residual, false, true);
            default -> {
                UnaryFunction[] all = UnaryFunction.values();
                UnaryFunction any = all[dice.between(0, UnaryFunction.AFFINE.ordinal())];
                yield new RandomEpilogue(e.withFunction(any, 0.5, 1, 0.25), bias, residual, false, false);
            }
        };
    }

    /** The case with its twin's results, or as much as this function lets it be compared. */
    RandomCase finish(RandomCase drawn, long target, java.util.function.Supplier<double[]> twin) {
        return hasTwin ? drawn.withTwin(target, twin.get()) : isSmooth ? drawn : drawn.notCompared();
    }
}
