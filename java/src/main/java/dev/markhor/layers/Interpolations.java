package dev.markhor.layers;

import dev.markhor.ops.Resize;
import java.util.Arrays;
import java.util.Locale;

/** Keras' names of interpolations. */
final class Interpolations {
    private Interpolations() {}

    /** @throws IllegalArgumentException if Keras has none of this name */
    static Resize.Interpolation of(String name) {
        for (Resize.Interpolation interpolation : Resize.Interpolation.values()) {
            if (interpolation.name().equalsIgnoreCase(name)) {
                return interpolation;
            }
        }
        throw new IllegalArgumentException("interpolation '" + name + "' is none of "
                + Arrays.toString(Resize.Interpolation.values()).toLowerCase(Locale.ROOT));
    }
}
