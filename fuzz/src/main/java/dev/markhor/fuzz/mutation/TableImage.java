package dev.markhor.fuzz.mutation;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/** The index of a checkpoint taken apart into keys and values, and put together again, right or wrong. */
final class TableImage {
    private static final long MAGIC = 0xdb4775248b80fb57L;

    /** A key and its value. */
    record Entry(byte[] key, byte[] value) {}

    private TableImage() {}

    // ---- reading

    /** @param file a sound index, not compressed */
    static List<Entry> read(byte[] file) {
        int[] at = {file.length - 48};
        varint(file, at);
        varint(file, at);
        int offset = (int) varint(file, at);
        int size = (int) varint(file, at);
        List<Entry> entries = new ArrayList<>();
        for (Entry block : block(file, offset, size)) {
            int[] handle = {0};
            int start = (int) varint(block.value(), handle);
            entries.addAll(block(file, start, (int) varint(block.value(), handle)));
        }
        return entries;
    }

    private static List<Entry> block(byte[] file, int offset, int size) {
        List<Entry> entries = new ArrayList<>();
        int end = offset + size - 4 - 4 * (int) Image.get(file, offset + size - 4, 4);
        byte[] key = {};
        int[] at = {offset};
        while (at[0] < end) {
            int shared = (int) varint(file, at);
            int own = (int) varint(file, at);
            int length = (int) varint(file, at);
            byte[] next = Arrays.copyOf(key, shared + own);
            System.arraycopy(file, at[0], next, shared, own);
            key = next;
            at[0] += own;
            entries.add(new Entry(key, Arrays.copyOfRange(file, at[0], at[0] + length)));
            at[0] += length;
        }
        return entries;
    }

    static long varint(byte[] data, int[] at) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            int next = data[at[0]++];
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    // ---- writing

    /** How an index is written. @param perBlock entries of a block @param restart entries between whole keys @param snappy whether compressed */
    record Style(int perBlock, int restart, boolean snappy) {}

    static byte[] write(List<Entry> entries, Style style) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<Entry> index = new ArrayList<>();
        for (int from = 0; from < entries.size(); from += style.perBlock()) {
            List<Entry> block = entries.subList(from, Math.min(entries.size(), from + style.perBlock()));
            byte[] handle = append(out, content(block, style.restart()), style.snappy());
            index.add(new Entry(block.get(block.size() - 1).key(), handle));
        }
        byte[] meta = append(out, content(List.of(), 1), false);
        byte[] handle = append(out, content(index, 1), style.snappy());
        ByteArrayOutputStream footer = new ByteArrayOutputStream();
        footer.writeBytes(meta);
        footer.writeBytes(handle);
        out.writeBytes(Arrays.copyOf(footer.toByteArray(), 40));
        ZipImage.numbers(out, 8, MAGIC);
        return out.toByteArray();
    }

    private static byte[] content(List<Entry> entries, int restart) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<Integer> restarts = new ArrayList<>();
        byte[] before = {};
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            int shared = 0;
            if (i % restart == 0) {
                restarts.add(out.size());
            } else {
                int mismatch = Arrays.mismatch(before, entry.key());
                shared = mismatch < 0 ? before.length : mismatch;
            }
            ProtoMutator.varint(out, shared);
            ProtoMutator.varint(out, entry.key().length - shared);
            ProtoMutator.varint(out, entry.value().length);
            out.write(entry.key(), shared, entry.key().length - shared);
            out.writeBytes(entry.value());
            before = entry.key();
        }
        if (restarts.isEmpty()) {
            restarts.add(0);
        }
        restarts.forEach(place -> ZipImage.numbers(out, 4, place));
        ZipImage.numbers(out, 4, restarts.size());
        return out.toByteArray();
    }

    private static byte[] append(ByteArrayOutputStream out, byte[] content, boolean snappy) {
        byte[] stored = snappy ? literal(content) : content;
        byte[] checked = Arrays.copyOf(stored, stored.length + 1);
        checked[stored.length] = (byte) (snappy ? 1 : 0);
        ByteArrayOutputStream handle = new ByteArrayOutputStream();
        ProtoMutator.varint(handle, out.size());
        ProtoMutator.varint(handle, stored.length);
        out.writeBytes(checked);
        ZipImage.numbers(out, 4, masked(checked, 0, checked.length));
        return handle.toByteArray();
    }

    /** Snappy without any repetition found. */
    private static byte[] literal(byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ProtoMutator.varint(out, content.length);
        for (int at = 0; at < content.length; at += 60) {
            int length = Math.min(60, content.length - at);
            out.write(length - 1 << 2);
            out.write(content, at, length);
        }
        return out.toByteArray();
    }

    static int masked(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return Integer.rotateRight((int) crc.getValue(), 15) + 0xa282ead8;
    }
}
