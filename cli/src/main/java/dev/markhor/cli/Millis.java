package dev.markhor.cli;

import dev.markhor.cli.bench.Times;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Milliseconds, and how they compare, as they are printed. */
final class Millis {
    private Millis() {}

    static String text(double millis) {
        return String.format(Locale.ROOT, millis < 10 ? "%.3f" : "%.1f", millis);
    }

    /** {@code 1.25}: how many times as long. */
    static String ratio(double millis, double other) {
        return String.format(Locale.ROOT, "%.2f", millis / other);
    }

    static Map<String, Object> json(Times times) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("median", times.median());
        object.put("min", times.min());
        object.put("p99", times.p99());
        object.put("runs", times.count());
        return object;
    }
}
