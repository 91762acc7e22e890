package dev.markhor.layers.hub;

import dev.markhor.graph.Value;
import dev.markhor.model.Inputs;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Size;
import dev.markhor.ops.SizedRange;
import dev.markhor.tensor.DType;
import java.util.Optional;

/** Where the steps of a sequence stand: the arguments {@code start_index} and {@code positions} of a call. */
record Positions(long start, Optional<Value> given) {
    /** @throws IllegalArgumentException if {@code start_index} is not a number that the file holds */
    static Positions of(Inputs inputs) {
        if (inputs.value(1, "start_index").isPresent()) {
            throw new IllegalArgumentException("start_index must be a number, not something computed");
        }
        long start = inputs.plain(1, "start_index")
                .map(index -> {
                    if (index instanceof Number number
                            && number.doubleValue() == number.longValue()
                            && number.longValue() >= 0
                            && number.longValue() <= Integer.MAX_VALUE) {
                        return number.longValue();
                    }
                    throw new IllegalArgumentException(
                            "start_index must be a whole number that is not negative, got " + index);
                })
                .orElse(0L);
        return new Positions(start, inputs.value(2, "positions").map(Positions::batched));
    }

    /** {@code [steps]} to {@code [1, steps]}. */
    private static Value batched(Value positions) {
        return positions.rank() == 1 ? Ops.expandDims(positions, 0) : positions;
    }

    /** Where its steps end. @param axis which dimension of an operand they are */
    Size end(int operand, int axis) {
        return Size.combine(Size.Function.ADD, Size.of(start), new Size.Dim(operand, axis));
    }

    /** The positions as numbers, {@code [batch or 1, steps]}. @param axis the dimension of {@code x} that holds the steps */
    Value numbers(Value x, int axis, DType type) {
        return given.map(positions -> Ops.cast(positions, type))
                .orElseGet(() -> Ops.expandDims(
                        Ops.apply(new SizedRange(Size.of(start), end(0, axis), Size.of(1), type), x), 0));
    }
}
