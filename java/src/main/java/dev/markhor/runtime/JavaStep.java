package dev.markhor.runtime;

import dev.markhor.binding.ThreadPool;
import dev.markhor.tensor.Tensor;
import java.util.List;

/** A step of a plan that runs in Java, on tensors: rare ops, loops. */
@FunctionalInterface
public interface JavaStep {
    /**
     * @param inputs valid only during the call
     * @param weights those of the plan's call
     * @param threads those of the plan's call, idle meanwhile
     */
    List<Tensor> run(List<Tensor> inputs, WeightSet weights, ThreadPool threads);

    /** Makes what the step keeps of the weights, so that its first run need not. */
    default void prepare(WeightSet weights, ThreadPool threads) {}
}
