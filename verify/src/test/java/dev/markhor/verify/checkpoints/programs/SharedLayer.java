package dev.markhor.verify.checkpoints.programs;

import dev.markhor.graph.Value;
import dev.markhor.layers.Dense;
import dev.markhor.model.Dialect;
import dev.markhor.model.Model;
import dev.markhor.ops.Ops;

/** One layer under two attributes, or two. */
final class SharedLayer implements Programs {
    private static final class Shared extends Model {
        private final Dense a = Nets.dense(4);
        private final Dense b;

        Shared(boolean share) {
            super(Dialect.KERAS2);
            b = share ? a : Nets.dense(4);
        }

        @Override
        protected Value call(Value x) {
            return b.apply(Ops.tanh(a.apply(x)));
        }
    }

    @Override
    public Model make(String function) {
        return switch (function) {
            case "make" -> new Shared(true);
            case "make_two" -> new Shared(false);
            default -> throw new IllegalArgumentException(function);
        };
    }
}
