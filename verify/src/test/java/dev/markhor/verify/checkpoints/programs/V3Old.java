package dev.markhor.verify.checkpoints.programs;

import dev.markhor.graph.Value;
import dev.markhor.layers.BatchNormalization;
import dev.markhor.layers.Dense;
import dev.markhor.layers.Dropout;
import dev.markhor.model.Attribute;
import dev.markhor.model.Dialect;
import dev.markhor.model.Input;
import dev.markhor.model.Layer;
import dev.markhor.model.Model;
import dev.markhor.model.Sequential;
import java.util.List;

/** The models of {@code .weights.h5} files from before Keras 2.15. */
final class V3Old implements Programs {
    private static final class Block extends Layer {
        private final Dense z = new Dense(3);

        @Attribute("_p")
        private final Dense p = new Dense(4);

        @Override
        protected Value call(Value x) {
            return p.apply(z.apply(x));
        }
    }

    private static final class Sub extends Model {
        private final Dense out = new Dense(2);
        private final Dense denseA = new Dense(3).activation("tanh");
        private final Block blk = new Block();

        @Attribute("_hidden")
        private final Dense hidden = new Dense(5);

        private final List<Layer> parts = List.of(new Dense(6), new BatchNormalization());

        Sub() {
            super(Dialect.KERAS2);
        }

        @Override
        protected Value call(Value x) {
            Value h = hidden.apply(blk.apply(denseA.apply(x)));
            for (Layer part : parts) {
                h = part.apply(h);
            }
            return out.apply(h);
        }
    }

    @Override
    public Model make(String function) {
        return switch (function) {
            case "make_sub" -> new Sub();
            case "make_seq" -> sequential();
            default -> throw new IllegalArgumentException(function);
        };
    }

    private static Model sequential() {
        Model model = new Sequential(
                Input.of(4),
                new Dense(3).activation("relu"),
                new Dropout(0.1),
                new BatchNormalization(),
                new Sequential(Input.of(3), new Dense(4), new Dense(5)),
                new Dense(2));
        model.setModelDialect(Dialect.KERAS2);
        return model;
    }
}
