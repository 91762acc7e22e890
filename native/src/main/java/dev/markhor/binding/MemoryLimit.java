package dev.markhor.binding;

import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The most native memory that this process may take for models: the setting {@code markhor.memory.limit}, in MiB, or with {@code k}, {@code m},
 * {@code g} or {@code t} behind the number as in {@code -Xmx}. Without it, what the machine or the container has beyond the largest heap and
 * what the JVM takes for itself, but at least half of what it has.
 */
public final class MemoryLimit {
    private static final String SETTING = "markhor.memory.limit";
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,18})([kmgt]?)");
    private static final int MIB = 20;
    private static final int LOGARITHM_OF_A_UNIT = 10;
    /** What its code, classes and threads take. */
    private static final long SHARE_OF_THE_JVM = 8;

    private static final long MOST_OF_THE_JVM = 256 << 20;

    private MemoryLimit() {}

    /** Found out when it is first needed. */
    private static final class Found {
        static final long BYTES = beyondHeap(
                MachineMemory.bytes(Path.of("/")), Runtime.getRuntime().maxMemory());
    }

    /** @throws IllegalArgumentException if the setting is no size */
    public static long bytes() {
        String setting = System.getProperty(SETTING);
        return setting == null ? Found.BYTES : parse(setting);
    }

    private static long parse(String setting) {
        Matcher size = SIZE.matcher(setting.strip().toLowerCase(Locale.ROOT));
        if (!size.matches()) {
            throw new IllegalArgumentException("-D" + SETTING + " is '" + setting
                    + "', not a size: a whole number of MiB, or one with k, m, g or t behind it, such as 512m or 2g");
        }
        int unit = size.group(2).isEmpty() ? MIB : LOGARITHM_OF_A_UNIT * (1 + "kmgt".indexOf(size.group(2)));
        return Math.min(Long.parseLong(size.group(1)), Long.MAX_VALUE >> unit) << unit;
    }

    /** Where the limit comes from, for messages. */
    public static String origin() {
        return System.getProperty(SETTING) != null
                ? "-D" + SETTING
                : "what this machine or container has beyond the Java heap; -D" + SETTING + " sets another, such as 2g";
    }

    static long beyondHeap(long memory, long heap) {
        long rest = memory - heap - Math.min(memory / SHARE_OF_THE_JVM, MOST_OF_THE_JVM);
        return memory == Long.MAX_VALUE ? memory : Math.max(rest, memory / 2);
    }
}
