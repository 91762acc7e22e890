package dev.markhor.fuzz.campaign;

import dev.markhor.fuzz.format.Outcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What a child is at, in a file that outlives it. */
final class Progress {
    private static final int SEED = 0;
    private static final int STARTED = 8;
    private static final int FOUND = 16;
    private static final int OUTCOMES = 24;
    private static final int BYTES = OUTCOMES + 8 * Outcome.values().length;

    private final ByteBuffer memory;

    private Progress(ByteBuffer memory) {
        this.memory = memory.order(ByteOrder.nativeOrder());
    }

    static Progress open(Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new Progress(channel.map(FileChannel.MapMode.READ_WRITE, 0, BYTES));
        }
    }

    void begin(long seed) {
        memory.putLong(SEED, seed);
        memory.putLong(STARTED, System.currentTimeMillis());
    }

    void idle() {
        memory.putLong(STARTED, 0);
    }

    void end(Outcome outcome) {
        int at = OUTCOMES + 8 * outcome.ordinal();
        memory.putLong(at, memory.getLong(at) + 1);
    }

    void found() {
        memory.putLong(FOUND, memory.getLong(FOUND) + 1);
    }

    long seed() {
        return memory.getLong(SEED);
    }

    /** Since when the seed is at work, in milliseconds of the clock; 0 if none is. */
    long started() {
        return memory.getLong(STARTED);
    }

    long findings() {
        return memory.getLong(FOUND);
    }

    long count(Outcome outcome) {
        return memory.getLong(OUTCOMES + 8 * outcome.ordinal());
    }
}
