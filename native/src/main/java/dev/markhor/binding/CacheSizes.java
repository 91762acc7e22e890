package dev.markhor.binding;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Bytes of the processor's caches.
 *
 * @param second of one core
 * @param third of all that share it
 */
public record CacheSizes(long second, long third) {
    private static final long LEAST_MEMORY = 64 << 20;
    private static final long MOST_MEMORY = 256 << 20;
    private static final CacheSizes USUAL = new CacheSizes(1 << 20, 32 << 20);

    /** As Linux tells them; what is usual where it does not. */
    public static CacheSizes ofThisMachine() {
        long second = 0;
        long third = 0;
        for (int index = 0; index < 8; index++) {
            Path cache = Path.of("/sys/devices/system/cpu/cpu0/cache/index" + index);
            try {
                String level = Files.readString(cache.resolve("level")).strip();
                long bytes = bytes(Files.readString(cache.resolve("size")).strip());
                second = level.equals("2") ? bytes : second;
                third = level.equals("3") ? bytes : third;
            } catch (IOException e) {
                break; // there are no more
            }
        }
        return new CacheSizes(second > 0 ? second : USUAL.second, third > 0 ? third : USUAL.third);
    }

    /** More than they hold: so much is read from memory, at least in part. */
    public long beyond() {
        return Math.max(LEAST_MEMORY, Math.min(MOST_MEMORY, 4 * third));
    }

    /** {@code 1024K} or {@code 32M}. */
    private static long bytes(String size) {
        long number = Long.parseLong(size.replaceAll("\\D", ""));
        return number << (size.endsWith("K") ? 10 : size.endsWith("M") ? 20 : 0);
    }
}
