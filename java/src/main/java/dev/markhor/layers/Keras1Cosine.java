package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.CallContext;
import dev.markhor.model.Inputs;
import dev.markhor.model.Structure;
import dev.markhor.ops.Ops;
import java.util.List;

/**
 * Keras 1's merge mode {@code cos}: the inputs' products divided by the roots of those with themselves, element by element, under one more
 * axis behind the batch.
 */
final class Keras1Cosine extends BaseLayer<Keras1Cosine> {
    private static final double EPSILON = 1e-7;

    private final int firstAxis;
    private final int secondAxis;

    Keras1Cosine(int firstAxis, int secondAxis) {
        this.firstAxis = firstAxis;
        this.secondAxis = secondAxis;
    }

    @Override
    protected Structure<Value> call(Inputs inputs, CallContext context) {
        List<Value> values = inputs.list();
        if (values.size() != 2) {
            throw new IllegalArgumentException("needs two inputs");
        }
        Value a = values.get(0);
        Value b = values.get(1);
        Value squares =
                Ops.multiply(Dot.product(a, firstAxis, a, secondAxis), Dot.product(b, firstAxis, b, secondAxis));
        Value divisor = Ops.maximum(Ops.sqrt(Ops.maximum(squares, Ops.constant(0, a))), Ops.constant(EPSILON, a));
        return Structure.of(Ops.expandDims(Ops.divide(Dot.product(a, firstAxis, b, secondAxis), divisor), 1));
    }
}
