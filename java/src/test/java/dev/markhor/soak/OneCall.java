package dev.markhor.soak;

import dev.markhor.Markhor;
import dev.markhor.model.Model;
import dev.markhor.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;

/** Loads a model, predicts and closes it: for other class loaders, and for processes of their own. */
public final class OneCall implements Function<String, String> {
    /** @param arguments a file */
    public static void main(String[] arguments) {
        System.out.println(new OneCall().apply(arguments[0]));
    }

    /** The bits of what comes out, as a number. */
    @Override
    public String apply(String file) {
        try (Model model = Markhor.load(Path.of(file))) {
            model.setExecution(model.execution().withThreads(2));
            var input = model.inputSpecs().values().iterator().next();
            float[] result = model.predict(
                            Tensor.full(input.dtype(), input.shape().with(0, 3), 0.5))
                    .toFloatArray();
            return Integer.toHexString(Arrays.hashCode(result));
        }
    }
}
