package dev.markhor.variable;

import dev.markhor.graph.Spec;
import dev.markhor.tensor.Tensor;

/** Makes a variable's first value; runs only if nothing was restored into it and somebody reads it. */
@FunctionalInterface
public interface Initializer {
    Tensor initialize(Spec spec);
}
