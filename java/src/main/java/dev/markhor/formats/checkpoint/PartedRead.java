package dev.markhor.formats.checkpoint;

import java.nio.ByteBuffer;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;

/** Reads bytes that stand together, large ones in parts by several threads, and computes their checksum while they are in the cache. */
final class PartedRead {
    private static final int PART = 4 << 20;
    private static final int PIECE = 256 << 10;

    private final TensorBundle bundle;
    private final String name;
    private final int shard;
    private final long offset;

    /** @param name for messages */
    PartedRead(TensorBundle bundle, String name, int shard, long offset) {
        this.bundle = bundle;
        this.name = name;
        this.shard = shard;
        this.offset = offset;
    }

    /**
     * Fills a buffer from its beginning.
     *
     * @return the bytes' checksum, or 0 if the bundle is not to be verified
     * @throws dev.markhor.error.MalformedFileException if the file is missing or ends before
     */
    int into(ByteBuffer target) {
        int bytes = target.capacity();
        int parts = Math.max(1, (int) (((long) bytes + PART - 1) / PART));
        if (parts == 1) {
            return part(target, 0, bytes);
        }
        int[] checksums = IntStream.range(0, parts)
                .parallel()
                .map(i -> part(target, i * PART, size(bytes, i)))
                .toArray();
        int checksum = checksums[0];
        for (int i = 1; bundle.isVerified() && i < parts; i++) {
            checksum = Checksum.join(checksum, checksums[i], size(bytes, i));
        }
        return checksum;
    }

    private static int size(int bytes, int part) {
        return Math.min(PART, bytes - part * PART);
    }

    private int part(ByteBuffer target, int from, int bytes) {
        CRC32C checksum = new CRC32C();
        for (int at = from; at < from + bytes; at += PIECE) {
            ByteBuffer piece = target.slice(at, Math.min(PIECE, from + bytes - at));
            bundle.shards().read(name, shard, offset + at, piece);
            if (bundle.isVerified()) {
                checksum.update(piece.flip());
            }
        }
        return (int) checksum.getValue();
    }
}
