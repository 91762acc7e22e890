package dev.markhor.verify.checkpoints.programs;

import dev.markhor.graph.Spec;
import dev.markhor.graph.Value;
import dev.markhor.layers.Dense;
import dev.markhor.model.Checkpoint;
import dev.markhor.model.Dialect;
import dev.markhor.model.Layer;
import dev.markhor.model.Model;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import dev.markhor.variable.Initializers;
import dev.markhor.variable.Variable;

/** Variables with two names and with none but their attribute's, and layers that come late. */
final class CustomLate implements Programs {
    /** The attribute's name differs from the weight's; one variable is not the layer's own making. */
    private static final class Scale extends Layer {
        private final String weightName;
        private final int size;
        private Variable attrW;
        private Variable other;

        Scale(String weightName, int size) {
            this.weightName = weightName;
            this.size = size;
        }

        @Override
        protected void build(Shape input) {
            attrW = addWeight(weightName, Shape.of(input.dim(-1), 2), Initializers.ones());
            other = new Variable("plain", Spec.of(DType.FLOAT32, size), true, Initializers.ones());
        }

        @Override
        protected Value call(Value x) {
            return Ops.add(Ops.matmul(x, attrW.value()), Ops.slice(other.value(), 0, 0, 1, 1));
        }
    }

    private static final class Late extends Model {
        private final Scale scale;
        private final Variable offset = Checkpoint.variable("offset", Tensor.of(new float[] {1, 2}, 2));
        private Dense lazy;
        private Dense late;

        Late(Scale scale) {
            super(Dialect.KERAS2);
            this.scale = scale;
        }

        @Override
        protected void build(Shape input) {
            lazy = new Dense(2);
        }

        @Override
        protected Value call(Value x) {
            if (late == null) {
                late = new Dense(2);
            }
            return Ops.add(late.apply(lazy.apply(scale.apply(x))), offset.value());
        }
    }

    @Override
    public Model make(String function) {
        return switch (function) {
            case "make" -> new Late(new Scale("wname", 2));
            case "make_other_weight_name" -> new Late(new Scale("renamed", 2));
            case "make_other_size" -> new Late(new Scale("wname", 3));
            default -> throw new IllegalArgumentException(function);
        };
    }
}
