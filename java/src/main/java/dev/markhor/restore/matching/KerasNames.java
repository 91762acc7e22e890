package dev.markhor.restore.matching;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The rules by which Keras derives names. */
public final class KerasNames {
    private static final Pattern NO_WORD = Pattern.compile("\\W+");
    private static final Pattern CAPITALISED = Pattern.compile("(.)([A-Z][a-z]+)");
    private static final Pattern CAPITAL = Pattern.compile("([a-z])([A-Z])");
    /** Where a number begins, at the end of a name or anywhere. */
    private static final Pattern LAST_NUMBER = Pattern.compile("(?<=[a-z])(?=\\d+$)");

    private static final Pattern NUMBER = Pattern.compile("(?<=[a-z])(?=\\d)");
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

    /** What a Java field is likely to be called in Python: {@code denseB1} -> {@code dense_b1}. */
    public static String attribute(String field) {
        String prefix = field.startsWith("_") ? "_" : "";
        return prefix + snakeCase(field.substring(prefix.length()));
    }

    /** What a Java field may be called in Python, likeliest first: {@code denseB1}, {@code dense_b1}, {@code dense_b_1}. */
    static Set<String> spellings(String field) {
        String snake = attribute(field);
        Set<String> spellings = new LinkedHashSet<>();
        spellings.add(field);
        spellings.add(snake);
        spellings.add(LAST_NUMBER.matcher(snake).replaceAll("_"));
        spellings.add(NUMBER.matcher(snake).replaceAll("_"));
        return spellings;
    }

    /** The name of the one that comes after {@code count} others: {@code dense}, {@code dense_1}, {@code dense_2}. */
    public static String numbered(String base, int count) {
        return count == 0 ? base : base + '_' + count;
    }
}
