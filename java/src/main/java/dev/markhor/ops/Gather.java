package dev.markhor.ops;

import dev.markhor.graph.Op;
import dev.markhor.graph.Spec;
import dev.markhor.tensor.Shape;
import java.util.List;

/** Rows of a table by index: inputs table {@code [rows, width...]} and indices (int32 or int64, any shape). */
public record Gather() implements Op {
    @Override
    public String name() {
        return "gather";
    }

    @Override
    public List<Spec> infer(List<Spec> inputs) {
        Checks.count(inputs, 2);
        Spec table = inputs.get(0);
        Checks.axis(0, table.shape());
        if (!inputs.get(1).dtype().isInteger()) {
            throw new IllegalArgumentException("indices must be integers");
        }
        Shape row = table.shape().slice(1, table.shape().rank());
        return List.of(table.withShape(inputs.get(1).shape().concat(row)));
    }
}
