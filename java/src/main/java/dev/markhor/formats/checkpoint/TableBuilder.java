package dev.markhor.formats.checkpoint;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Puts together what {@link Table} reads, byte for byte as TensorFlow does: blocks of about 256 KiB that are not compressed. */
final class TableBuilder {
    private static final int BLOCK_BYTES = 256 << 10;
    private static final int RESTART_INTERVAL = 16;
    private static final int NOT_COMPRESSED = 0;

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private final BlockBuilder index = new BlockBuilder(1);
    private BlockBuilder block = new BlockBuilder(RESTART_INTERVAL);
    private byte[] last = {};
    /** Where the block before this one is, as long as the index does not have it. */
    private byte[] pending;

    /** @param key larger than those before, byte by byte without sign */
    void add(byte[] key, byte[] value) {
        if (pending != null) {
            list(separator(last, key));
        }
        block.add(key, value);
        last = key;
        if (block.size() >= BLOCK_BYTES) {
            endBlock();
        }
    }

    byte[] finish() {
        if (!block.isEmpty()) {
            endBlock();
        }
        byte[] meta = write(new BlockBuilder(RESTART_INTERVAL)); // of a block that nobody reads
        if (pending != null) {
            list(successor(last));
        }
        byte[] indexHandle = write(index);
        byte[] footer = Arrays.copyOf(meta, Table.FOOTER_BYTES - Long.BYTES);
        System.arraycopy(indexHandle, 0, footer, meta.length, indexHandle.length);
        file.writeBytes(footer);
        ByteWriting.i64(file, Table.MAGIC);
        return file.toByteArray();
    }

    private void endBlock() {
        pending = write(block);
        block = new BlockBuilder(RESTART_INTERVAL);
    }

    private void list(byte[] key) {
        index.add(key, pending);
        pending = null;
    }

    /** Appends a block with its trailer; gives its handle. */
    private byte[] write(BlockBuilder finished) {
        byte[] content = finished.finish();
        ByteArrayOutputStream handle = new ByteArrayOutputStream();
        ByteWriting.varint(handle, file.size());
        ByteWriting.varint(handle, content.length);
        byte[] checked = Arrays.copyOf(content, content.length + 1);
        checked[content.length] = NOT_COMPRESSED;
        file.writeBytes(checked);
        ByteWriting.i32(file, Checksum.mask(Checksum.of(checked, 0, checked.length)));
        return handle.toByteArray();
    }

    /** A short key from {@code key}, inclusive, to {@code next}, exclusive. */
    static byte[] separator(byte[] key, byte[] next) {
        int at = Arrays.mismatch(key, next);
        if (at == key.length || (key[at] & 0xff) + 1 >= (next[at] & 0xff)) {
            return key;
        }
        return raised(key, at);
    }

    /** A short key from {@code key} on. */
    static byte[] successor(byte[] key) {
        for (int at = 0; at < key.length; at++) {
            if (key[at] != (byte) 0xff) {
                return raised(key, at);
            }
        }
        return key;
    }

    /** Up to a byte, which is larger by one. */
    private static byte[] raised(byte[] key, int at) {
        byte[] raised = Arrays.copyOf(key, at + 1);
        raised[at]++;
        return raised;
    }
}
