package dev.markhor.verify.checkpoints.programs;

import dev.markhor.graph.Value;
import dev.markhor.layers.BatchNormalization;
import dev.markhor.layers.Dense;
import dev.markhor.model.Attribute;
import dev.markhor.model.Dialect;
import dev.markhor.model.Layer;
import dev.markhor.model.Model;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.Shape;
import dev.markhor.variable.Initializers;
import dev.markhor.variable.Variable;
import java.util.List;

/** Names on both sides of {@code layers} in sort order, and variables of the model's own. */
final class SubclassFormats implements Programs {
    private static final class Block extends Layer {
        private final Dense z = new Dense(3);
        private final Dense a = new Dense(3);

        @Attribute("_p")
        private final Dense p = new Dense(3);

        private Variable own;

        @Override
        protected void build(Shape input) {
            own = addWeight("own", Shape.of(3), Initializers.glorotUniform());
        }

        @Override
        protected Value call(Value x) {
            return Ops.multiply(p.apply(a.apply(z.apply(x))), own.value());
        }
    }

    private static final class Formats extends Model {
        private final Dense out = new Dense(2);
        private final Dense denseA = new Dense(3);
        private final Block blk = new Block();

        @Attribute("_hidden")
        private final Dense hidden = new Dense(3);

        private final List<Layer> parts = List.of(new Dense(3), new BatchNormalization());
        private Variable top;

        Formats() {
            super(Dialect.KERAS2);
        }

        @Override
        protected void build(Shape input) {
            top = addWeight("top", Shape.of(2), Initializers.glorotUniform());
        }

        @Override
        protected Value call(Value x) {
            Value h = hidden.apply(blk.apply(denseA.apply(x)));
            for (Layer part : parts) {
                h = part.apply(h);
            }
            return Ops.add(out.apply(h), top.value());
        }
    }

    @Override
    public Model make(String function) {
        return new Formats();
    }
}
