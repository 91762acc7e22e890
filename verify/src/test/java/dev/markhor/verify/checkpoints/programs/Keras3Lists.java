package dev.markhor.verify.checkpoints.programs;

import dev.markhor.graph.Value;
import dev.markhor.layers.Dense;
import dev.markhor.model.Model;
import java.util.List;

/** Keras 3: what is in a list is not in the file. */
final class Keras3Lists implements Programs {
    private static final class Lists extends Model {
        private final Dense first = new Dense(3);
        private final List<Dense> blocks = List.of(new Dense(3), new Dense(2));

        @Override
        protected Value call(Value x) {
            Value h = first.apply(x);
            for (Dense block : blocks) {
                h = block.apply(h);
            }
            return h;
        }
    }

    @Override
    public Model make(String function) {
        return new Lists();
    }
}
