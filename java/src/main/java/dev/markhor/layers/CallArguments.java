package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.Inputs;
import dev.markhor.ops.Ops;
import java.util.Optional;

/** Further arguments of layer calls, by position or by name. */
final class CallArguments {
    private CallArguments() {}

    /** A tensor: a symbolic one, or an array as Keras 2 writes it. */
    static Optional<Value> tensor(Inputs inputs, int index, String name) {
        Optional<Value> array = inputs.array(index, name).map(Ops::constant);
        return array.isPresent() ? array : inputs.value(index, name);
    }

    /**
     * True or false; false if absent.
     *
     * @throws IllegalArgumentException if it is something else
     */
    static boolean flag(Inputs inputs, int index, String name) {
        Object value = inputs.plain(index, name).orElse(false);
        if (value instanceof Boolean flag) {
            return flag;
        }
        if (value instanceof Number number && (number.doubleValue() == 0 || number.doubleValue() == 1)) {
            return number.doubleValue() == 1;
        }
        throw new IllegalArgumentException("the argument '" + name + "' must be true or false, got " + value);
    }
}
