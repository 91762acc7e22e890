package dev.markhor.formats.checkpoint;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes tables such as {@link Table} reads, so that tests can damage one thing and leave all others right. */
final class TableWriter {
    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private final int compression;

    private TableWriter(int compression) {
        this.compression = compression;
    }

    /** One block with all entries in the map's order, each with its whole key. */
    static byte[] write(Map<byte[], byte[]> entries) {
        return write(entries, 0, content -> content);
    }

    /** As above, each block compressed by {@code compress} and marked so. */
    static byte[] write(
            Map<byte[], byte[]> entries, int compression, java.util.function.UnaryOperator<byte[]> compress) {
        TableWriter writer = new TableWriter(compression);
        byte[] handle = writer.block(compress.apply(content(entries)));
        byte[] last = new byte[] {(byte) 0xff};
        return writer.end(
                writer.block(compress.apply(content(Map.of(last, handle)))),
                writer.block(compress.apply(content(Map.of()))));
    }

    /** One block with this content, which ends with keys up to {@code last}, as the index says. */
    static byte[] write(byte[] block, byte[] last) {
        TableWriter writer = new TableWriter(0);
        byte[] handle = writer.block(block);
        return writer.end(writer.block(content(Map.of(last, handle))), writer.block(content(Map.of())));
    }

    /** A table whose index names one block, which has no entries, twice. */
    static byte[] writeTwice() {
        TableWriter writer = new TableWriter(0);
        byte[] handle = writer.block(content(Map.of()));
        Map<byte[], byte[]> index = new LinkedHashMap<>();
        index.put(new byte[] {(byte) 0xfe}, handle);
        index.put(new byte[] {(byte) 0xff}, handle);
        return writer.end(writer.block(content(index)), handle);
    }

    private byte[] end(byte[] index, byte[] meta) {
        ByteBuffer footer = ByteBuffer.allocate(48).order(ByteOrder.LITTLE_ENDIAN);
        footer.put(meta).put(index).putLong(40, Table.MAGIC);
        file.writeBytes(footer.array());
        return file.toByteArray();
    }

    private static byte[] content(Map<byte[], byte[]> entries) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        entries.forEach((key, value) -> {
            varint(out, 0);
            varint(out, key.length);
            varint(out, value.length);
            out.writeBytes(key);
            out.writeBytes(value);
        });
        out.writeBytes(little(0)); // one restart point, at the start
        out.writeBytes(little(1));
        return out.toByteArray();
    }

    /** Appends a block with its trailer; gives its handle. */
    private byte[] block(byte[] content) {
        ByteArrayOutputStream handle = new ByteArrayOutputStream();
        varint(handle, file.size());
        varint(handle, content.length);
        byte[] checked = java.util.Arrays.copyOf(content, content.length + 1);
        checked[content.length] = (byte) compression;
        file.writeBytes(checked);
        file.writeBytes(little(Checksum.mask(Checksum.of(checked, 0, checked.length))));
        return handle.toByteArray();
    }

    static byte[] little(int value) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }

    static void varint(ByteArrayOutputStream out, long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
