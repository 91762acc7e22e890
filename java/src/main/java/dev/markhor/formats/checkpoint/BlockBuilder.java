package dev.markhor.formats.checkpoint;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Puts together what {@link Block} reads: keys without what they share with the one before, but for one in so many, the restart points. */
final class BlockBuilder {
    private final int restartInterval;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<Integer> restarts = new ArrayList<>(List.of(0));
    private byte[] last = {};
    private int sinceRestart;

    BlockBuilder(int restartInterval) {
        this.restartInterval = restartInterval;
    }

    /** @param key larger than those before */
    void add(byte[] key, byte[] value) {
        int shared = 0;
        if (sinceRestart == restartInterval) {
            restarts.add(out.size());
            sinceRestart = 0;
        } else {
            int difference = Arrays.mismatch(last, key);
            shared = difference < 0 ? key.length : difference;
        }
        ByteWriting.varint(out, shared);
        ByteWriting.varint(out, key.length - shared);
        ByteWriting.varint(out, value.length);
        out.write(key, shared, key.length - shared);
        out.writeBytes(value);
        last = key;
        sinceRestart++;
    }

    boolean isEmpty() {
        return out.size() == 0;
    }

    /** Bytes that the block has if it ends here. */
    int size() {
        return out.size() + Integer.BYTES * (restarts.size() + 1);
    }

    byte[] finish() {
        restarts.forEach(offset -> ByteWriting.i32(out, offset));
        ByteWriting.i32(out, restarts.size());
        return out.toByteArray();
    }
}
