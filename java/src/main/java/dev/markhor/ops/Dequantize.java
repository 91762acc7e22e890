package dev.markhor.ops;

import dev.markhor.graph.Spec;
import dev.markhor.tensor.Shape;
import java.util.List;

/**
 * A matrix {@code [rows, columns]} of floating numbers from one of small integers and their scales, by Keras' rules. The result has the type
 * of the scales.
 */
public record Dequantize(Rule rule) implements WeightDecoding {
    /** What the operands are; groups are those of rows, and {@code group} names each row's, as floating or whole numbers. */
    public enum Rule {
        /** {@code q / scale}: q {@code [rows, columns]}, scale {@code [columns]}. */
        COLUMNS,
        /** {@code (q - zero) scale}: q {@code [rows, columns]}, scale and zero {@code [groups, columns]}, group {@code [rows]}. */
        GROUPS,
        /** The same turned around: q {@code [columns, rows]}, scale and zero {@code [columns, groups]}, group {@code [rows]}. */
        TURNED_GROUPS,
        /** As before, each row divided by its own number: the same operands, and divisor {@code [rows]}. */
        DIVIDED_GROUPS
    }

    @Override
    public String name() {
        return "dequantize_" + rule.name().toLowerCase(java.util.Locale.ROOT);
    }

    /** Whether q has a row for each column of the result. */
    public boolean isTurned() {
        return rule == Rule.TURNED_GROUPS || rule == Rule.DIVIDED_GROUPS;
    }

    @Override
    public List<Spec> infer(List<Spec> inputs) {
        Checks.count(inputs, rule == Rule.COLUMNS ? 2 : rule == Rule.DIVIDED_GROUPS ? 5 : 4);
        Spec q = inputs.get(0);
        Spec scale = inputs.get(1);
        Checks.require(
                q.shape().rank() == 2 && q.dtype().isInteger(), "needs a matrix of whole numbers, not " + q.shape());
        Checks.require(scale.dtype().isFloating(), "needs floating scales");
        long rows = q.shape().dim(isTurned() ? 1 : 0);
        long columns = q.shape().dim(isTurned() ? 0 : 1);
        if (rule == Rule.COLUMNS) {
            shaped(scale, Shape.of(columns), "scales");
        } else {
            Checks.require(scale.shape().rank() == 2, "needs a matrix of scales, not " + scale.shape());
            long groups = scale.shape().dim(isTurned() ? 1 : 0);
            Checks.require(groups != 0, "needs a group");
            shaped(scale, isTurned() ? Shape.of(columns, groups) : Shape.of(groups, columns), "scales");
            shaped(inputs.get(2), scale.shape(), "zeros");
            shaped(inputs.get(3), Shape.of(rows), "groups");
        }
        if (rule == Rule.DIVIDED_GROUPS) {
            shaped(inputs.get(4), Shape.of(rows), "divisors");
        }
        return List.of(scale.withShape(Shape.of(rows, columns)));
    }

    private static void shaped(Spec spec, Shape wanted, String what) {
        boolean fits = spec.shape().rank() == wanted.rank();
        for (int i = 0; fits && i < wanted.rank(); i++) {
            fits = Checks.fits(spec.shape().dim(i), wanted.dim(i));
        }
        Checks.require(fits, "needs " + what + " of shape " + wanted + ", not " + spec.shape());
    }
}
