package dev.markhor.ops;

import dev.markhor.graph.Op;
import dev.markhor.graph.Spec;
import dev.markhor.tensor.Buffers;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * A function in Java as a step of a model, see {@link Ops#javaFunction}.
 *
 * @param outputs from the inputs' types and shapes to the results'; asked while tracing, when dimensions may be free, and again when all
 *     are known
 * @param function from tensors, which are its own to keep, to as many as {@code outputs} promises; called by any number of threads
 */
public record JavaFunction(Function<List<Spec>, List<Spec>> outputs, Function<List<Tensor>, List<Tensor>> function)
        implements Op {
    @Override
    public String name() {
        return "java_function";
    }

    @Override
    public List<Spec> infer(List<Spec> inputs) {
        List<Spec> promised = outputs.apply(List.copyOf(inputs));
        Checks.require(
                promised != null && promised.stream().noneMatch(Objects::isNull),
                "what tells the types and shapes of a Java function's results gave null");
        List<Spec> specs = List.copyOf(promised);
        Checks.require(!specs.isEmpty(), "a Java function must promise an output");
        for (Spec spec : specs) {
            Checks.require(
                    spec.shape().isStatic()
                            || !inputs.stream().allMatch(input -> input.shape().isStatic()),
                    "a Java function must know its shapes when those of its inputs are known, not promise " + spec);
        }
        return specs;
    }

    /**
     * Calls the function.
     *
     * @throws IllegalStateException if it does not give what it promised
     */
    public List<Tensor> run(List<Tensor> inputs) {
        List<Spec> promised = infer(inputs.stream().map(Spec::of).toList());
        List<Tensor> results =
                function.apply(inputs.stream().map(JavaFunction::copy).toList());
        if (results == null || results.stream().anyMatch(Objects::isNull)) {
            throw new IllegalStateException("a Java function promised " + promised + " for inputs "
                    + inputs.stream().map(Spec::of).toList() + " and gave null");
        }
        List<Spec> given = results.stream().map(Spec::of).toList();
        if (!given.equals(promised)) {
            throw new IllegalStateException("a Java function promised " + promised + " for inputs "
                    + inputs.stream().map(Spec::of).toList() + " and gave " + given);
        }
        return results;
    }

    /** What it was given lies in memory that the next step writes to. */
    private static Tensor copy(Tensor tensor) {
        if (tensor.dtype() == DType.STRING) {
            return tensor; // lies in memory of its own
        }
        ByteBuffer data = tensor.buffer();
        ByteBuffer own = Buffers.allocate(data.remaining());
        own.duplicate().put(data);
        return Tensor.adopt(tensor.dtype(), tensor.shape(), own);
    }
}
