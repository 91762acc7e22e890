package dev.markhor.ops;

import dev.markhor.graph.Spec;
import java.util.List;

/**
 * What is left of floating numbers in eight bits (four of the exponent, three behind the point: {@code float8_e4m3fn}): of x and a scale
 * {@code []}, {@code x / scale} clipped to 448 and rounded to even, times {@code scale}.
 */
public record RoundFloat8() implements WeightDecoding {
    @Override
    public String name() {
        return "round_float8";
    }

    @Override
    public List<Spec> infer(List<Spec> inputs) {
        Checks.count(inputs, 2);
        Checks.sameType(inputs);
        Checks.require(inputs.get(0).dtype().isFloating(), "needs floating operands");
        Checks.require(
                inputs.get(1).shape().rank() == 0,
                "needs one scale, not " + inputs.get(1).shape());
        return List.of(inputs.get(0));
    }
}
