package dev.markhor.ops;

import dev.markhor.graph.Op;
import dev.markhor.graph.Spec;
import dev.markhor.tensor.DType;
import java.util.List;

/** {@code condition ? a : b}, element by element, with broadcasting. Inputs: condition (bool), a, b. */
public record Where() implements Op {
    @Override
    public String name() {
        return "where";
    }

    @Override
    public List<Spec> infer(List<Spec> inputs) {
        if (inputs.get(0).dtype() != DType.BOOL
                || inputs.get(1).dtype() != inputs.get(2).dtype()) {
            throw new IllegalArgumentException("needs a bool and two operands of one type");
        }
        return List.of(inputs.get(1)
                .withShape(Broadcasting.of(
                        inputs.get(0).shape(),
                        Broadcasting.of(inputs.get(1).shape(), inputs.get(2).shape()))));
    }
}
