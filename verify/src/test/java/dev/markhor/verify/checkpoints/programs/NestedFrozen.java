package dev.markhor.verify.checkpoints.programs;

import dev.markhor.graph.Value;
import dev.markhor.layers.BatchNormalization;
import dev.markhor.layers.Dense;
import dev.markhor.model.Dialect;
import dev.markhor.model.Input;
import dev.markhor.model.Model;
import dev.markhor.model.Sequential;

/** Models in models, of which parts are frozen. */
final class NestedFrozen implements Programs {
    @Override
    public Model make(String function) {
        return switch (function) {
            case "make" -> make(true);
            case "make_unfrozen" -> make(false);
            default -> throw new IllegalArgumentException(function);
        };
    }

    private static Model make(boolean freeze) {
        Value a = Input.of(4);
        Dense frozen = new Dense(4).activation("tanh").name("frozen").trainable(!freeze);
        Value normalized = new BatchNormalization().name("norm").apply(frozen.apply(a));
        Model inner = Model.of(a, new Dense(3).name("free").apply(normalized));
        inner.setName("inner");
        Sequential tail = new Sequential(Input.of(3), new BatchNormalization().name("tn"), new Dense(2).name("td"));
        tail.setName("tail");
        tail.setTrainable(!freeze);
        Value input = Input.of(4);
        Model outer = Model.of(input, tail.apply(inner.apply(input)));
        outer.setModelDialect(Dialect.KERAS2);
        return outer;
    }
}
