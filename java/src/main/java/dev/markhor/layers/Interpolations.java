package dev.markhor.layers;

import dev.markhor.ops.Resize;
import java.util.Locale;

/** Keras' names of interpolations. */
final class Interpolations {
    private Interpolations() {}

    /** @throws IllegalArgumentException if Markhor does not have it */
    static Resize.Interpolation of(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "nearest" -> Resize.Interpolation.NEAREST;
            case "bilinear" -> Resize.Interpolation.BILINEAR;
            case "bicubic" -> Resize.Interpolation.BICUBIC;
            default ->
                throw new IllegalArgumentException(
                        "interpolation '" + name + "' is none of nearest, bilinear, bicubic");
        };
    }

    static Resize.Interpolation read(LayerConfig config, String absent) {
        String name = config.string("interpolation", absent).toLowerCase(Locale.ROOT);
        return switch (name) {
            case "area", "gaussian", "mitchellcubic", "lanczos3", "lanczos5" ->
                throw config.unsupported(
                        "interpolation '" + name + "' is not supported, only nearest, bilinear and bicubic");
            default -> of(name);
        };
    }
}
