package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.CallContext;
import dev.markhor.model.ConfigOutput;
import dev.markhor.model.Inputs;
import dev.markhor.model.Structure;
import dev.markhor.ops.Axes;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Joins several inputs along one axis; their other sizes agree. */
public final class Concatenate extends BaseLayer<Concatenate> {
    private final int axis;

    /** Along the last axis. */
    public Concatenate() {
        this(-1);
    }

    public Concatenate(int axis) {
        this.axis = axis;
    }

    @Override
    protected Structure<Value> call(Inputs inputs, CallContext context) {
        List<Value> values = inputs.list();
        if (values.isEmpty()) {
            throw new IllegalArgumentException("needs a list of inputs");
        }
        if (values.stream().map(Value::dtype).distinct().count() > 1) {
            values = values.stream().map(value -> Ops.cast(value, dtype())).toList();
        }
        return Structure.of(values.size() == 1 ? values.get(0) : Ops.concatenate(values, axis));
    }

    /**
     * Along an axis that masks have, these are joined, with inputs that have none counting everywhere. Along the features a step counts
     * if it does in some input (Keras 3), or in every masked one (Keras 2).
     */
    @Override
    protected Optional<Value> computeMask(Inputs inputs, CallContext context) {
        List<Optional<Value>> masks = Masks.of(inputs);
        List<Value> present = masks.stream().flatMap(Optional::stream).toList();
        if (present.isEmpty()) {
            return Optional.empty();
        }
        int rank = present.get(0).rank();
        int at = Axes.normalize(axis, inputs.list().get(0).rank());
        if (at < rank) {
            return Optional.of(Ops.concatenate(filled(inputs.list(), masks, rank), at));
        }
        if (!context.dialect().isKeras3()) {
            return Masks.reduce(masks, Ops::logicalAnd);
        }
        return present.size() == masks.size() ? Masks.reduce(masks, Ops::logicalOr) : Optional.empty();
    }

    private static List<Value> filled(List<Value> values, List<Optional<Value>> masks, int rank) {
        List<Value> all = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            Value value = values.get(i);
            all.add(masks.get(i).orElseGet(() -> always(value, rank)));
        }
        return all;
    }

    /** True for every step of {@code x}. */
    private static Value always(Value x, int rank) {
        Value element = x;
        for (int i = x.rank() - 1; i >= rank; i--) {
            element = Ops.squeeze(Ops.slice(element, i, 0, 1, 1), i);
        }
        Value truth = Ops.cast(element, DType.BOOL);
        return Ops.logicalOr(truth, Ops.logicalNot(truth));
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        config.put("axis", axis);
    }

    static Concatenate fromConfig(LayerConfig config) {
        return new Concatenate(config.ints("axis", 1, -1)[0]);
    }
}
