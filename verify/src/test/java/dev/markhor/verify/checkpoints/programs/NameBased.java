package dev.markhor.verify.checkpoints.programs;

import dev.markhor.graph.Value;
import dev.markhor.layers.Dense;
import dev.markhor.model.Dialect;
import dev.markhor.model.Input;
import dev.markhor.model.Model;

/** Models whose variables have the names of those of TensorFlow 1. */
final class NameBased implements Programs {
    private static final class Named extends Model {
        private final Dense head = new Dense(2).name("head");

        Named() {
            super(Dialect.KERAS2);
            setName("fcnet");
        }

        @Override
        protected Value call(Value x) {
            return head.apply(x);
        }
    }

    @Override
    public Model make(String function) {
        return switch (function) {
            case "make" -> functional(false);
            case "make_extra" -> functional(true);
            case "make_subclass" -> new Named();
            default -> throw new IllegalArgumentException(function);
        };
    }

    private static Model functional(boolean extra) {
        Value input = Input.of(4);
        Value h = new Dense(2)
                .name("head")
                .apply(new Dense(7).activation("relu").name("fc").apply(input));
        Model model = Model.of(input, extra ? Nets.dense(3).name("more").apply(h) : h);
        model.setModelDialect(Dialect.KERAS2);
        return model;
    }
}
