package dev.markhor.verify.checkpoints.programs;

import dev.markhor.layers.Dense;
import dev.markhor.layers.Dropout;
import dev.markhor.model.Input;
import dev.markhor.model.Model;
import dev.markhor.model.Sequential;

/** Keras 3: layers by their position among all operations. */
final class Keras3Functional implements Programs {
    @Override
    public Model make(String function) {
        return switch (function) {
            case "make" -> Images.make(true, 2, false, false);
            case "make_no_dropout" -> Images.make(false, 2, false, false);
            case "make_sequential" ->
                new Sequential(Input.of(4), new Dense(3).activation("relu"), new Dropout(0.1), new Dense(2));
            default -> throw new IllegalArgumentException(function);
        };
    }

    @Override
    public String input(String function) {
        return function.equals("make_sequential") ? "input_1" : "input_0";
    }
}
