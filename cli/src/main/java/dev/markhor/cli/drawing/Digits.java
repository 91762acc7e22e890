package dev.markhor.cli.drawing;

import java.util.Locale;

/** Numbers for people. */
public final class Digits {
    private Digits() {}

    /** Three digits that count, no exponent; {@code -} for what is no number. */
    public static String of(double value) {
        if (!Double.isFinite(value)) {
            return "-";
        }
        double size = Math.abs(value);
        int digits = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : size >= 0.1 ? 3 : size >= 0.01 ? 4 : 5;
        return String.format(Locale.ROOT, "%,." + digits + "f", value);
    }
}
