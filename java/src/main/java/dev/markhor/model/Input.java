package dev.markhor.model;

import dev.markhor.graph.Spec;
import dev.markhor.graph.Value;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;

/** Starts a functional or sequential model: symbolic inputs, as {@code keras.Input} makes them. */
public final class Input {
    private Input() {}

    /** A float32 input of this shape, the batch dimension left out. {@link Shape#FREE} leaves a dimension open. */
    public static Value of(long... dims) {
        return of(DType.FLOAT32, dims);
    }

    /** An input of this type and shape, the batch dimension left out. */
    public static Value of(DType dtype, long... dims) {
        return new InputLayer(new Spec(dtype, Shape.of(dims).prepend(Shape.FREE))).value();
    }

    /** An input with a name: the key under which a map passed to {@code predict} has it. */
    public static Value named(String name, DType dtype, long... dims) {
        return layer(name, new Spec(dtype, Shape.of(dims).prepend(Shape.FREE))).value();
    }

    /** The layer itself, its shape given with the batch dimension: for readers of configs. */
    public static InputLayer layer(String name, Spec spec) {
        return new InputLayer(spec).named(name);
    }
}
