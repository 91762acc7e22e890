package dev.markhor.ops;

import dev.markhor.graph.Op;
import dev.markhor.graph.Spec;
import dev.markhor.tensor.Shape;
import java.util.List;

/** Matrix product over the last two dimensions, {@code [..., m, k] x [..., k, n]}; leading dimensions broadcast. */
public record MatMul(boolean transposeA, boolean transposeB) implements Op {
    @Override
    public String name() {
        return "matmul";
    }

    @Override
    public List<Spec> infer(List<Spec> inputs) {
        Spec a = inputs.get(0);
        Spec b = inputs.get(1);
        if (a.shape().rank() < 2 || b.shape().rank() < 2 || a.dtype() != b.dtype()) {
            throw new IllegalArgumentException("needs two operands of one type and rank 2 or more");
        }
        long m = a.shape().dim(transposeA ? -1 : -2);
        long k = a.shape().dim(transposeA ? -2 : -1);
        long k2 = b.shape().dim(transposeB ? -1 : -2);
        long n = b.shape().dim(transposeB ? -2 : -1);
        if (k != k2 && k != Shape.FREE && k2 != Shape.FREE) {
            throw new IllegalArgumentException("the inner dimensions " + k + " and " + k2 + " differ");
        }
        Shape batch = Broadcasting.of(
                a.shape().slice(0, a.shape().rank() - 2),
                b.shape().slice(0, b.shape().rank() - 2));
        return List.of(a.withShape(batch.append(m).append(n)));
    }
}
