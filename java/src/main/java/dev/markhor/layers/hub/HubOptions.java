package dev.markhor.layers.hub;

import dev.markhor.graph.Value;
import dev.markhor.model.Inputs;

/** Checks on options and arguments. All throw {@link IllegalArgumentException} with the name and the value. */
final class HubOptions {
    private HubOptions() {}

    static int positive(String name, int value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be positive, got " + value);
        }
        return value;
    }

    /** The first argument. */
    static Value first(Inputs inputs, String name) {
        return inputs.value(0, name)
                .orElseThrow(() -> new IllegalArgumentException("the argument '" + name + "' is missing"));
    }

    /** A size of {@code x} that must not be free. */
    static int size(Value x, int axis, String name) {
        long size = x.shape().dim(axis);
        if (size < 1 || size > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("needs a known number of " + name + ", got " + x);
        }
        return (int) size;
    }

    static boolean flag(Inputs inputs, int index, String name, boolean absent) {
        Object value = inputs.plain(index, name).orElse(absent);
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw new IllegalArgumentException("the argument '" + name + "' must be true or false, got " + value);
    }
}
