package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.DType;

/** What layers do with inputs that are not floating point numbers: Keras casts them in some layers, and cannot compute in others. */
final class Numbers {
    private Numbers() {}

    /** The same in {@code type}, unless it is floating already. */
    static Value floating(Value x, DType type) {
        return x.dtype().isFloating() ? x : Ops.cast(x, type);
    }

    /** @throws IllegalArgumentException if it is not floating */
    static Value requireFloating(Value x) {
        if (!x.dtype().isFloating()) {
            throw new IllegalArgumentException("needs floating point numbers, got "
                    + x.dtype().kerasName() + "; cast them before, by Rescaling(1), say");
        }
        return x;
    }

    /** @throws IllegalArgumentException if it is neither integer nor floating */
    static Value requireNumbers(Value x) {
        if (!x.dtype().isInteger() && !x.dtype().isFloating()) {
            throw new IllegalArgumentException("needs numbers, got " + x.dtype().kerasName());
        }
        return x;
    }
}
