package dev.markhor.verify.checkpoints.programs;

import dev.markhor.graph.Value;
import dev.markhor.layers.BatchNormalization;
import dev.markhor.layers.Dropout;
import dev.markhor.model.Dialect;
import dev.markhor.model.Input;
import dev.markhor.model.Layer;
import dev.markhor.model.Model;
import dev.markhor.model.Sequential;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A sequential model with and without its input, and its functional equal. */
final class Sequentials implements Programs {
    @Override
    public Model make(String function) {
        Model model = switch (function) {
            case "make" -> new Sequential(Optional.of(Input.of(4)), layers(true));
            case "make_unbuilt" -> new Sequential(Optional.empty(), layers(true));
            case "make_no_dropout" -> new Sequential(Optional.of(Input.of(4)), layers(false));
            case "make_unbuilt_no_dropout" -> new Sequential(Optional.empty(), layers(false));
            case "make_functional" -> functional();
            default -> throw new IllegalArgumentException(function);
        };
        model.setModelDialect(Dialect.KERAS2);
        return model;
    }

    private static List<Layer> layers(boolean dropout) {
        List<Layer> layers = new ArrayList<>();
        layers.add(Nets.dense(3).activation("relu").name("a"));
        if (dropout) {
            layers.add(new Dropout(0.2));
        }
        layers.add(new BatchNormalization().name("n"));
        layers.add(Nets.dense(2).name("b"));
        return layers;
    }

    private static Model functional() {
        Value input = Input.of(4);
        Value h = input;
        for (Layer layer : layers(true)) {
            h = layer.apply(h);
        }
        return Model.of(input, h);
    }
}
