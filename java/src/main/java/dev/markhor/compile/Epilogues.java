package dev.markhor.compile;

import dev.markhor.binding.Epilogue;
import dev.markhor.binding.UnaryFunction;
import dev.markhor.ops.Unary;

/** What was fused behind a product or convolution, as its kernel takes it. */
final class Epilogues {
    private Epilogues() {}

    /** Whether a kernel can apply the function to its results. */
    static boolean fits(Unary function) {
        return UnaryFunction.valueOf(function.function().name()).code() <= UnaryFunction.AFFINE.code();
    }

    static Epilogue of(Task task, Emitter emitter) {
        Epilogue epilogue = Epilogue.NONE;
        if (task.bias().isPresent()) {
            epilogue = epilogue.withBias(emitter.word(task.bias().get()));
        }
        if (task.residual().isPresent()) {
            epilogue = epilogue.withResidual(emitter.word(task.residual().get()));
        }
        if (task.activation().isPresent()) {
            Unary function = task.activation().get();
            UnaryFunction code = UnaryFunction.valueOf(function.function().name());
            epilogue = epilogue.withFunction(code, function.a(), function.b(), function.c());
        }
        return epilogue;
    }
}
