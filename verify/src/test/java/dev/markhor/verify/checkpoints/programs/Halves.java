package dev.markhor.verify.checkpoints.programs;

import dev.markhor.graph.Value;
import dev.markhor.layers.Dense;
import dev.markhor.model.Dialect;
import dev.markhor.model.Model;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.DType;

/** Variables of half precision. */
final class Halves implements Programs {
    private static final class Half extends Model {
        private final Dense a;
        private final Dense b;

        Half(DType first, DType second) {
            super(Dialect.KERAS2);
            a = new Dense(3).dtype(first);
            b = new Dense(2).dtype(second);
        }

        @Override
        protected Value call(Value x) {
            return Ops.cast(b.apply(a.apply(x)), DType.FLOAT32);
        }
    }

    @Override
    public Model make(String function) {
        return switch (function) {
            case "make" -> new Half(DType.BFLOAT16, DType.FLOAT16);
            case "make_float32" -> new Half(DType.FLOAT32, DType.FLOAT32);
            default -> throw new IllegalArgumentException(function);
        };
    }

    /** TensorFlow rounds each step to half precision; here they are computed in float32. */
    @Override
    public double tolerance() {
        return 2e-3;
    }
}
