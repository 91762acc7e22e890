package dev.markhor.runtime;

import dev.markhor.tensor.Tensor;
import java.util.List;

/** A step of a plan that runs in Java, on tensors: rare ops and functions that users register. */
@FunctionalInterface
public interface JavaStep {
    /** @param inputs valid only during the call */
    List<Tensor> run(List<Tensor> inputs);
}
