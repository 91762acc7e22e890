package dev.markhor.benchmarks.engine;

import dev.markhor.execution.Backend;
import dev.markhor.execution.ExecutionOptions;
import dev.markhor.graph.Spec;
import dev.markhor.model.Model;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.nio.file.Path;
import java.util.Map;

/**
 * Markhor on its own kernels.
 *
 * @param sample the shape of the input, its batch free
 */
record MarkhorEngine(Model model, Shape sample) implements Engine {
    /** @throws IllegalArgumentException if the model is not one that can be compared */
    static MarkhorEngine of(Model model, Path file, int threads) {
        Map<String, Spec> inputs = model.inputSpecs();
        if (inputs.size() != 1) {
            throw new IllegalArgumentException(
                    file + " has inputs " + inputs + "; only models with one can be compared");
        }
        Spec input = inputs.values().iterator().next();
        if (!input.shape().with(0, 1).isStatic() || input.dtype() != DType.FLOAT32) {
            throw new IllegalArgumentException(
                    file + " has the input " + input + "; only float32 ones with a known size can be compared");
        }
        model.setExecution(new ExecutionOptions(threads, Backend.NATIVE));
        return new MarkhorEngine(model, input.shape());
    }

    private Shape shape(int batch) {
        return sample.with(0, batch);
    }

    @Override
    public void prepare(int batch) {
        model.prepare(shape(batch));
    }

    @Override
    public float[] run(float[] input, int batch) {
        return model.predict(Tensor.of(input, shape(batch).dims())).toFloatArray();
    }

    @Override
    public void close() {
        model.close();
    }
}
