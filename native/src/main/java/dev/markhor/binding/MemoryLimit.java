package dev.markhor.binding;

import java.nio.file.Path;

/**
 * The most native memory that this process may take for models: the setting {@code markhor.memory.limit}, in MiB. Without it, what the machine
 * or the container has beyond the largest heap, but at least half of what it has.
 */
public final class MemoryLimit {
    private static final String SETTING = "markhor.memory.limit";
    private static final int MIB = 20;

    private MemoryLimit() {}

    /** Found out when it is first needed. */
    private static final class Found {
        static final long BYTES = beyondHeap(
                MachineMemory.bytes(Path.of("/")), Runtime.getRuntime().maxMemory());
    }

    public static long bytes() {
        Long mebibytes = Long.getLong(SETTING);
        return mebibytes == null ? Found.BYTES : Math.min(Math.max(0, mebibytes), Long.MAX_VALUE >> MIB) << MIB;
    }

    /** Where the limit comes from, for messages. */
    public static String origin() {
        return Long.getLong(SETTING) != null
                ? "-D" + SETTING
                : "what this machine or container has beyond the Java heap; -D" + SETTING + " sets another, in MiB";
    }

    static long beyondHeap(long memory, long heap) {
        return memory == Long.MAX_VALUE ? memory : Math.max(memory - heap, memory / 2);
    }
}
