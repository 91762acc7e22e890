package dev.markhor.formats.checkpoint;

import java.util.Arrays;
import java.util.function.BiConsumer;

/** One block of a {@link Table}: entries, then offsets of those that have their whole key, then the number of these offsets. */
final class Block {
    /** Where a block is, without its trailer. */
    record Handle(int offset, int size) {}

    private Block() {}

    static void read(String place, byte[] content, int mostKeyBytes, BiConsumer<byte[], byte[]> visitor) {
        Bytes tail = new Bytes(place, content, Math.max(0, content.length - 4), content.length);
        long restarts = tail.i32() & 0xffffffffL;
        tail.require(restarts * 4 + 4 <= content.length, restarts + " restart points in " + content.length + " bytes");
        int end = (int) (content.length - 4 - restarts * 4);
        if (restarts == 0) {
            tail.require(end == 0, "entries without a restart point");
        }
        Bytes in = new Bytes(place, content, 0, end);
        byte[] key = new byte[0];
        while (in.hasRemaining()) {
            int shared = (int) in.varint(key.length, "a shared length");
            int own = (int) in.varint(mostKeyBytes - shared, "a key length");
            int length = (int) in.varint(end, "a value length");
            byte[] next = Arrays.copyOf(key, shared + own);
            System.arraycopy(in.bytes(own), 0, next, shared, own);
            key = next;
            visitor.accept(key, in.bytes(length));
        }
    }
}
