package dev.markhor.ops;

import dev.markhor.graph.Op;
import dev.markhor.graph.Spec;
import java.util.List;

/**
 * Running sums, products, largest or smallest values along one axis (non-negative).
 *
 * @param exclusive whether an element itself is left out, so that the first result is 0 or 1; of sums and products only
 * @param reverse whether it runs from the end
 */
public record Cumulate(Function function, int axis, boolean exclusive, boolean reverse) implements Op {
    public enum Function {
        SUM,
        PRODUCT,
        MAX,
        MIN
    }

    public Cumulate {
        Checks.atLeast(0, axis, "axis");
        Checks.require(
                !exclusive || function == Function.SUM || function == Function.PRODUCT,
                "an exclusive " + function + " has no first value");
    }

    @Override
    public String name() {
        return "cumulative_" + function.name().toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public List<Spec> infer(List<Spec> inputs) {
        Checks.count(inputs, 1);
        Checks.axis(axis, inputs.get(0).shape());
        return inputs;
    }
}
