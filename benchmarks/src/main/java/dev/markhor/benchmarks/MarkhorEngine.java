package dev.markhor.benchmarks;

import dev.markhor.Markhor;
import dev.markhor.execution.Backend;
import dev.markhor.execution.ExecutionOptions;
import dev.markhor.graph.Spec;
import dev.markhor.model.Model;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.nio.file.Path;
import java.util.Map;

/** Markhor with one of its backends. */
record MarkhorEngine(String name, Model model, Shape shape) implements Engine {
    /** @throws IllegalArgumentException if the model is not one that can be compared */
    static MarkhorEngine open(Path file, int batch, int threads, Backend backend) {
        Model model = Markhor.load(file);
        Map<String, Spec> inputs = model.inputSpecs();
        if (inputs.size() != 1) {
            throw new IllegalArgumentException(
                    file + " has inputs " + inputs + "; only models with one can be compared");
        }
        Spec input = inputs.values().iterator().next();
        Shape shape = input.shape().with(0, batch);
        if (!shape.isStatic() || input.dtype() != DType.FLOAT32) {
            throw new IllegalArgumentException(
                    file + " has the input " + input + "; only float32 ones with a known size can be compared");
        }
        model.setExecution(new ExecutionOptions(threads, backend));
        return new MarkhorEngine(backend == Backend.NATIVE ? "markhor" : "markhor, kernels=openblas", model, shape);
    }

    @Override
    public float[] run(float[] input) {
        return model.predict(Tensor.of(input, shape.dims())).toFloatArray();
    }

    @Override
    public void close() {
        model.close();
    }
}
