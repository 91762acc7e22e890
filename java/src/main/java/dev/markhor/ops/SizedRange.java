package dev.markhor.ops;

import dev.markhor.graph.Constant;
import dev.markhor.graph.Op;
import dev.markhor.graph.Spec;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.util.List;
import java.util.stream.LongStream;

/** The numbers from {@code start} to below {@code stop} by {@code step}: a constant once sizes are known. */
public record SizedRange(Size start, Size stop, Size step, DType dtype) implements SizedOp {
    private static final long LONGEST = 1 << 26;

    @Override
    public String name() {
        return "range";
    }

    @Override
    public List<Spec> infer(List<Spec> operands) {
        boolean known = start.isKnown(operands) && stop.isKnown(operands) && step.isKnown(operands);
        return List.of(Spec.of(dtype, known ? count(operands) : Shape.FREE));
    }

    private long count(List<Spec> operands) {
        long by = step.value(operands);
        Checks.require(by != 0, "a range with a step of 0");
        long span = Math.subtractExact(stop.value(operands), start.value(operands));
        long count = Math.max(0, -Math.floorDiv(-span, by));
        Checks.require(count <= LONGEST, "a range of " + count + " numbers");
        return count;
    }

    @Override
    public Op resolved(List<Spec> operands) {
        long first = start.value(operands);
        long by = step.value(operands);
        long[] numbers =
                LongStream.range(0, count(operands)).map(i -> first + i * by).toArray();
        return new Constant(Tensor.of(numbers, numbers.length).cast(dtype));
    }
}
