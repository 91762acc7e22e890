package dev.markhor.examples.car;

import dev.markhor.keras.LoadOptions;
import dev.markhor.layers.Lambda;
import dev.markhor.ops.Ops;

/**
 * Steers a car by what a camera in it sees: https://github.com/naokishibuya/car-behavioral-cloning. Its file {@code model.h5}, of Keras
 * 1.2.1, begins with a {@code Lambda} of Python bytecode, which is said again here.
 */
public final class Steering {
    /** The bytecode; it divides by 127.5 and subtracts 1. */
    private static final String SCALE = "lambda:7e6626332dcc23e7";

    private Steering() {}

    /** Options to open the file with: from pictures {@code [batch, 66, 200, 3]} of 0 to 255 to an angle {@code [batch, 1]}. */
    public static LoadOptions register(LoadOptions options) {
        return options.withLayer(SCALE, config -> new Lambda(x -> Ops.add(Ops.multiply(x, 1 / 127.5), -1)));
    }
}
