package dev.markhor.ops;

import dev.markhor.graph.Op;
import dev.markhor.graph.Spec;
import dev.markhor.tensor.DType;
import java.util.List;

/** Converts element by element. */
public record Cast(DType dtype) implements Op {
    @Override
    public String name() {
        return "cast";
    }

    @Override
    public List<Spec> infer(List<Spec> inputs) {
        Checks.require(
                inputs.get(0).dtype() != DType.STRING && dtype != DType.STRING,
                "strings are not converted to numbers, nor numbers to strings");
        return List.of(inputs.get(0).withDType(dtype));
    }
}
