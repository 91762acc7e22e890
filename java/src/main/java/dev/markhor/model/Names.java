package dev.markhor.model;

import java.util.Locale;

/** Keras' names for layers. */
final class Names {
    private Names() {}

    /** {@code Conv2DTranspose -> conv2d_transpose}, {@code PReLU -> p_re_lu}: the rule by which Keras names layers and stores them. */
    static String snakeCase(String className) {
        StringBuilder out = new StringBuilder();
        String name = className.replaceAll("\\W+", "");
        String once = name.replaceAll("(.)([A-Z][a-z]+)", "$1_$2");
        out.append(once.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT));
        return out.toString();
    }

    /** {@code track the nth}: {@code dense}, {@code dense_1}, {@code dense_2}. */
    static String numbered(String base, int count) {
        return count == 0 ? base : base + '_' + count;
    }
}
