package dev.markhor.compile;

import dev.markhor.graph.Op;
import dev.markhor.graph.Spec;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** One op on inputs of given types and shapes, filled with seeded values. */
record OpCase(Op op, List<Spec> specs, List<Tensor> tensors) {
    static OpCase of(Op op, Spec... specs) {
        Random random = new Random(Arrays.toString(specs).hashCode()); // enums hash differently in each run
        List<Tensor> tensors = new ArrayList<>();
        for (Spec spec : specs) {
            tensors.add(random(spec, random));
        }
        return new OpCase(op, List.of(specs), tensors);
    }

    /** All inputs float32. */
    static OpCase of(Op op, long[]... shapes) {
        return of(op, DType.FLOAT32, shapes);
    }

    static OpCase of(Op op, DType dtype, long[]... shapes) {
        return of(
                op, Arrays.stream(shapes).map(s -> new Spec(dtype, Shape.of(s))).toArray(Spec[]::new));
    }

    /** With input {@code index} replaced: indices, say, that must lie in a range. */
    OpCase with(int index, Tensor tensor) {
        List<Tensor> others = new ArrayList<>(tensors);
        others.set(index, tensor);
        return new OpCase(op, specs, others);
    }

    private static Tensor random(Spec spec, Random random) {
        double[] values = new double[Math.toIntExact(spec.shape().size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (spec.dtype()) {
                case BOOL -> random.nextInt(2);
                case UINT8 -> random.nextInt(100);
                case INT8, INT16, INT32, INT64 -> random.nextInt(21) - 10;
                default -> random.nextGaussian() * 2;
            };
        }
        return Tensor.of(values, spec.shape().dims()).cast(spec.dtype());
    }

    @Override
    public String toString() {
        return op + " of " + specs;
    }
}
