package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.CallContext;
import dev.markhor.model.Inputs;
import dev.markhor.model.Structure;
import dev.markhor.ops.Band;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;

/** The masks of several inputs. */
final class Masks {
    private Masks() {}

    /** One for each value: those given with the call, or else those attached to the values. */
    static List<Optional<Value>> of(Inputs inputs) {
        List<Value> values = inputs.list();
        Optional<Structure<Value>> given = inputs.structure(Integer.MAX_VALUE, "mask");
        if (given.isPresent() && given.get().flatten().size() == values.size()) {
            return given.get().flatten().stream().map(Optional::of).toList();
        }
        List<Optional<Value>> masks = new ArrayList<>();
        values.forEach(value -> masks.add(value.mask()));
        return masks;
    }

    /** Combines those that are there. */
    static Optional<Value> reduce(List<Optional<Value>> masks, BinaryOperator<Value> function) {
        return masks.stream().flatMap(Optional::stream).reduce(function);
    }

    /** The input's mask, of layers that keep it in Keras 3 and lose it in Keras 2. */
    static Optional<Value> kept(CallContext context) {
        return context.dialect().isKeras3() ? context.mask() : Optional.empty();
    }

    static Value toBool(Value mask) {
        return Ops.cast(mask, DType.BOOL);
    }

    /** {@code [rows, columns]}: a row sees the columns up to its own. @param rowAxis and {@code columnAxis}: which sizes these are */
    static Value causal(Value rows, int rowAxis, Value columns, int columnAxis) {
        return Ops.apply(new Band(rowAxis, columnAxis, -1, 0), rows, columns);
    }
}
