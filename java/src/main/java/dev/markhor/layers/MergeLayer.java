package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.CallContext;
import dev.markhor.model.ConfigOutput;
import dev.markhor.model.Inputs;
import dev.markhor.model.Structure;
import dev.markhor.ops.Ops;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;

/**
 * Merges a list of values element by element, with broadcasting. Values of lower rank get dimensions of size 1 behind the batch.
 *
 * @param <T> the layer's own class
 */
public abstract class MergeLayer<T extends MergeLayer<T>> extends BaseLayer<T> {
    MergeLayer() {}

    @Override
    protected void writeConfig(ConfigOutput config) {}

    /** Merges values of one type and rank. */
    abstract Value merge(List<Value> values, CallContext context);

    @Override
    protected Structure<Value> call(Inputs inputs, CallContext context) {
        List<Value> values = inputs.list();
        if (values.isEmpty()) {
            throw new IllegalArgumentException("needs a list of inputs");
        }
        return Structure.of(merge(sameRank(sameType(values)), context));
    }

    static Value fold(List<Value> values, BinaryOperator<Value> function) {
        return values.stream().reduce(function).orElseThrow();
    }

    /** As Keras 3 merges masked values where no element is neutral: a masked one gives way to the others. */
    static Value foldMasked(List<Value> values, CallContext context, BinaryOperator<Value> function) {
        if (!context.dialect().isKeras3()) {
            return fold(values, function);
        }
        Value output = null;
        Optional<Value> outputMask = Optional.empty();
        for (Value value : values) {
            Value x = value;
            Optional<Value> mask = x.mask().map(m -> Ops.expandDims(m, -1));
            if (output == null) {
                output = x;
                outputMask = mask;
                continue;
            }
            if (mask.isPresent()) {
                x = Ops.where(mask.get(), x, output);
            }
            if (outputMask.isPresent()) {
                output = Ops.where(outputMask.get(), output, x);
            }
            outputMask = outputMask.isPresent() && mask.isPresent()
                    ? Optional.of(Ops.logicalOr(outputMask.get(), mask.get()))
                    : Optional.empty();
            output = function.apply(output, x);
        }
        return output;
    }

    /** Masked where all inputs are masked (Keras 3), or where one of the masked ones is (Keras 2). */
    @Override
    protected Optional<Value> computeMask(Inputs inputs, CallContext context) {
        List<Optional<Value>> masks = Masks.of(inputs);
        if (context.dialect().isKeras3()) {
            return masks.stream().allMatch(Optional::isPresent)
                    ? Masks.reduce(masks, Ops::logicalOr)
                    : Optional.empty();
        }
        return Masks.reduce(masks, Ops::logicalAnd);
    }

    private List<Value> sameType(List<Value> values) {
        boolean same = true;
        for (Value value : values) {
            same &= value.dtype() == values.get(0).dtype();
        }
        return same ? values : cast(values);
    }

    private List<Value> cast(List<Value> values) {
        return values.stream()
                .map(value -> Ops.cast(value, dtype()).withMask(value.mask()))
                .toList();
    }

    private static List<Value> sameRank(List<Value> values) {
        int rank = 0;
        for (Value value : values) {
            rank = Math.max(rank, value.rank());
        }
        List<Value> aligned = new ArrayList<>();
        for (Value value : values) {
            Value x = value;
            while (x.rank() < rank) {
                x = Ops.expandDims(x, 1);
            }
            aligned.add(x);
        }
        return aligned;
    }
}
