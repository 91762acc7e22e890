package dev.markhor.verify.checkpoints.programs;

import dev.markhor.graph.Value;
import dev.markhor.layers.BatchNormalization;
import dev.markhor.model.Dialect;
import dev.markhor.model.Layer;
import dev.markhor.model.Model;
import java.util.List;

/** A model and a list inside a model. */
final class WithList implements Programs {
    private static final class Outer extends Model {
        private final Nets.Net net = new Nets.Net();
        private final List<Layer> blocks = List.of(Nets.dense(3), new BatchNormalization());

        Outer() {
            super(Dialect.KERAS2);
        }

        @Override
        protected Value call(Value x) {
            Value y = net.apply(x);
            for (Layer block : blocks) {
                y = block.apply(y);
            }
            return y;
        }
    }

    @Override
    public Model make(String function) {
        return new Outer();
    }
}
