package dev.markhor.restore.matching;

import java.util.Locale;

/** The rules by which Keras derives names. */
public final class KerasNames {
    private KerasNames() {}

    /** {@code Conv2DTranspose -> conv2d_transpose}, {@code PReLU -> p_re_lu}: how Keras names layers and stores them. */
    public static String snakeCase(String className) {
        String name = className.replaceAll("\\W+", "");
        String once = name.replaceAll("(.)([A-Z][a-z]+)", "$1_$2");
        return once.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    /** The name of the one that comes after {@code count} others: {@code dense}, {@code dense_1}, {@code dense_2}. */
    public static String numbered(String base, int count) {
        return count == 0 ? base : base + '_' + count;
    }
}
