package dev.markhor.restore.matching;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The rules by which Keras derives names. */
public final class KerasNames {
    private static final Pattern NO_WORD = Pattern.compile("\\W+");
    private static final Pattern CAPITALISED = Pattern.compile("(.)([A-Z][a-z]+)");
    private static final Pattern CAPITAL = Pattern.compile("([a-z])([A-Z])");
    /** Few classes name many layers. */
    private static final int MOST_KNOWN = 1024;

    private static final Map<String, String> KNOWN = new ConcurrentHashMap<>();

    private KerasNames() {}

    /** {@code Conv2DTranspose -> conv2d_transpose}, {@code PReLU -> p_re_lu}: how Keras names layers and stores them. */
    public static String snakeCase(String className) {
        String known = KNOWN.get(className);
        if (known != null) {
            return known;
        }
        String name = NO_WORD.matcher(className).replaceAll("");
        String once = CAPITALISED.matcher(name).replaceAll("$1_$2");
        String spelled = CAPITAL.matcher(once).replaceAll("$1_$2").toLowerCase(Locale.ROOT);
        if (KNOWN.size() < MOST_KNOWN) {
            KNOWN.put(className, spelled);
        }
        return spelled;
    }

    /** The name of the one that comes after {@code count} others: {@code dense}, {@code dense_1}, {@code dense_2}. */
    public static String numbered(String base, int count) {
        return count == 0 ? base : base + '_' + count;
    }
}
