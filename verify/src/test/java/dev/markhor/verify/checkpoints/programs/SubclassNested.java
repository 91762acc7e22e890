package dev.markhor.verify.checkpoints.programs;

import dev.markhor.graph.Value;
import dev.markhor.layers.BatchNormalization;
import dev.markhor.layers.Dense;
import dev.markhor.model.Dialect;
import dev.markhor.model.Model;
import dev.markhor.model.Sequential;

/** Models in a model, and a sequential one that is built late. */
final class SubclassNested implements Programs {
    private static final class Inner extends Model {
        private final Dense fc = new Dense(3);
        private final BatchNormalization norm = new BatchNormalization();

        @Override
        protected Value call(Value x) {
            return norm.apply(fc.apply(x));
        }
    }

    private static final class Outer extends Model {
        private final Inner first = new Inner();
        private final Inner second = new Inner();
        private final Sequential head = new Sequential(new Dense(4).activation("tanh"), new Dense(2));

        Outer() {
            super(Dialect.KERAS2);
        }

        @Override
        protected Value call(Value x) {
            return head.apply(second.apply(first.apply(x)));
        }
    }

    @Override
    public Model make(String function) {
        return new Outer();
    }
}
