package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.variable.Variable;

/** The product of an input and a layer's kernel, in whatever form that is stored. */
interface KernelProduct {
    Value of(Value x);

    /** Makes the variables of a layer. */
    interface Variables {
        Variable kernel(Shape shape);

        void bias();

        Variable add(String name, Shape shape, DType type, double fill);
    }
}
