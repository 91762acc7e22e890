package dev.markhor.formats.checkpoint;

import dev.markhor.error.MalformedFileException;
import dev.markhor.error.UnsupportedModelException;
import dev.markhor.formats.Limits;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.BiConsumer;

/**
 * A sorted table of keys and values as in LevelDB: blocks of entries whose keys omit what they share with the key before, a block that
 * lists the blocks, and a footer that tells where that one is. Every block has a checksum, which is verified.
 */
final class Table {
    static final long MAGIC = 0xdb4775248b80fb57L;
    static final int FOOTER_BYTES = 48;

    private static final int TRAILER_BYTES = 5;
    private static final int KEY_BYTES = 1 << 20;

    private final Path file;
    private final byte[] data;
    private byte[] last;
    private long keyBytes;
    private int blocksEnd;

    private Table(Path file, byte[] data) {
        this.file = file;
        this.data = data;
    }

    /**
     * Gives all entries in the order of their keys.
     *
     * @throws MalformedFileException if the file is no such table, or damaged
     */
    static void read(Path file, byte[] data, BiConsumer<byte[], byte[]> visitor) {
        new Table(file, data).read(visitor);
    }

    private void read(BiConsumer<byte[], byte[]> visitor) {
        if (data.length < FOOTER_BYTES
                || new Bytes(file.toString(), data, data.length - 8, data.length).i64() != MAGIC) {
            throw new MalformedFileException(file
                    + ": not the index of a TensorFlow checkpoint, or damaged (its last 8 bytes are not the magic number); "
                    + "copy it anew");
        }
        Bytes footer = new Bytes(file + ", footer", data, data.length - FOOTER_BYTES, data.length - 8);
        handle(footer); // of a block that is empty
        Block.Handle index = handle(footer);
        block(index, (key, value) -> {
            Bytes in = new Bytes(file + ", index block", value, 0, value.length);
            byte[] before = last;
            block(next(in), (entryKey, entry) -> {
                if (last != null && Arrays.compareUnsigned(last, entryKey) >= 0) {
                    throw new MalformedFileException(file + ": keys do not ascend");
                }
                last = entryKey;
                keyBytes += entryKey.length;
                if (keyBytes > Limits.CHECKPOINT_KEYS) {
                    throw new UnsupportedModelException(
                            file + ": keys of more than " + Limits.CHECKPOINT_KEYS + " bytes together");
                }
                visitor.accept(entryKey, entry);
            });
            if (last != before && Arrays.compareUnsigned(last, key) > 0) {
                throw new MalformedFileException(file + ": a key beyond what the index block says of its block");
            }
        });
    }

    /** A block that comes after those before it, as writers put them: none is read twice. */
    private Block.Handle next(Bytes in) {
        Block.Handle handle = handle(in);
        if (handle.offset() < blocksEnd) {
            throw new MalformedFileException(file + ": a block at offset " + handle.offset()
                    + ", before the end of the one before it, " + blocksEnd);
        }
        blocksEnd = handle.offset() + handle.size();
        return handle;
    }

    private Block.Handle handle(Bytes in) {
        long most = data.length - FOOTER_BYTES;
        return new Block.Handle(
                (int) in.varint(most, "an offset of a block"), (int) in.varint(most, "a size of a block"));
    }

    private void block(Block.Handle handle, BiConsumer<byte[], byte[]> visitor) {
        String place = file + ", block at offset " + handle.offset();
        long end = (long) handle.offset() + handle.size() + TRAILER_BYTES;
        if (end > data.length - FOOTER_BYTES) {
            throw new MalformedFileException(place + ": found " + handle.size() + " bytes, which lead out of the file");
        }
        Bytes trailer = new Bytes(place, data, handle.offset() + handle.size(), (int) end);
        int compression = trailer.u8();
        int expected = Checksum.unmask(trailer.i32());
        if (Checksum.of(data, handle.offset(), handle.size() + 1) != expected) {
            throw new MalformedFileException(place + ": checksum mismatch; the file is damaged, copy it anew");
        }
        byte[] content = switch (compression) {
            case 0 -> Arrays.copyOfRange(data, handle.offset(), handle.offset() + handle.size());
            case 1 -> Snappy.decompress(place, data, handle.offset(), handle.size());
            default -> throw new MalformedFileException(place + ": unknown block compression " + compression);
        };
        Block.read(place, content, KEY_BYTES, visitor);
    }
}
