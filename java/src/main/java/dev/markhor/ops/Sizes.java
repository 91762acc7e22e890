package dev.markhor.ops;

import dev.markhor.graph.Constant;
import dev.markhor.graph.Op;
import dev.markhor.graph.Spec;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Tensor;
import java.util.List;

/** Sizes as a vector of integers: TensorFlow's {@code tf.shape}. Operands: those that the sizes are taken from. */
public record Sizes(List<Size> sizes, DType dtype) implements SizedOp {
    public Sizes {
        sizes = List.copyOf(sizes);
        Checks.require(dtype.isInteger(), "sizes are integers, not " + dtype.kerasName());
    }

    @Override
    public String name() {
        return "shape";
    }

    @Override
    public List<Spec> infer(List<Spec> operands) {
        sizes.forEach(size -> size.isKnown(operands)); // names operands that are there
        return List.of(Spec.of(dtype, sizes.size()));
    }

    @Override
    public Op resolved(List<Spec> operands) {
        long[] numbers = sizes.stream().mapToLong(size -> size.value(operands)).toArray();
        return new Constant(Tensor.of(numbers, numbers.length).cast(dtype));
    }
}
