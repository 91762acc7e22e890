package dev.markhor.fuzz.mutation;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** A zip archive taken apart and put together, right or wrong. */
public final class ZipImage {
    /** Of the ends, of both kinds. */
    static final int END64_BYTES = 56 + 20 + 22;

    private static final int WIDE = 0xffff;
    private static final long WIDER = 0xffffffffL;

    /** A member as it will be written: each number may be a lie. */
    public static final class Entry {
        String name;
        int method;
        int flags;
        long crc;
        long size;
        byte[] stored;
        byte[] extra = {};

        /** Where the archive read has its header, its data and its entry in the directory. */
        int header;

        int data;
        int directory;
        /** Where {@link #write64} put its numbers of 64 bits. */
        int extra64;

        public String name() {
            return name;
        }

        /** The member's own bytes. */
        public byte[] content() {
            return method == 0 ? stored : inflate(stored, (int) size);
        }

        /** New bytes, with the right numbers. */
        public void set(byte[] content, boolean deflated) {
            CRC32 sum = new CRC32();
            sum.update(content);
            crc = sum.getValue();
            size = content.length;
            method = deflated ? 8 : 0;
            stored = deflated ? deflate(content) : content;
        }

        Entry copy() {
            Entry copy = new Entry();
            copy.name = name;
            copy.method = method;
            copy.flags = flags;
            copy.crc = crc;
            copy.size = size;
            copy.stored = stored;
            copy.extra = extra;
            return copy;
        }
    }

    private final List<Entry> entries = new ArrayList<>();

    private ZipImage() {}

    /** @param file a sound archive without a comment */
    public static ZipImage of(byte[] file) {
        ZipImage image = new ZipImage();
        int end = file.length - 22;
        int at = (int) Image.get(file, end + 16, 4);
        for (int count = (int) Image.get(file, end + 10, 2); count > 0; count--) {
            Entry entry = new Entry();
            int nameBytes = (int) Image.get(file, at + 28, 2);
            entry.directory = at;
            entry.name = new String(file, at + 46, nameBytes, StandardCharsets.UTF_8);
            entry.method = (int) Image.get(file, at + 10, 2);
            entry.crc = Image.get(file, at + 16, 4);
            entry.size = Image.get(file, at + 24, 4);
            entry.header = (int) Image.get(file, at + 42, 4);
            int packed = (int) Image.get(file, at + 20, 4);
            entry.data = entry.header
                    + 30
                    + (int) Image.get(file, entry.header + 26, 2)
                    + (int) Image.get(file, entry.header + 28, 2);
            entry.stored = Arrays.copyOfRange(file, entry.data, entry.data + packed);
            image.entries.add(entry);
            at += 46 + nameBytes + (int) Image.get(file, at + 30, 2) + (int) Image.get(file, at + 32, 2);
        }
        return image;
    }

    public List<Entry> entries() {
        return entries;
    }

    ZipImage copy() {
        ZipImage copy = new ZipImage();
        entries.forEach(entry -> copy.entries.add(entry.copy()));
        return copy;
    }

    byte[] write(byte[] prefix) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream directory = new ByteArrayOutputStream();
        out.writeBytes(prefix);
        for (Entry entry : entries) {
            byte[] name = entry.name.getBytes(StandardCharsets.UTF_8);
            int offset = out.size();
            numbers(out, 4, 0x04034b50);
            numbers(out, 2, 20, entry.flags, entry.method, 0, 33);
            numbers(out, 4, entry.crc, entry.stored.length, entry.size);
            numbers(out, 2, name.length, 0);
            out.writeBytes(name);
            out.writeBytes(entry.stored);
            numbers(directory, 4, 0x02014b50);
            numbers(directory, 2, 20, 20, entry.flags, entry.method, 0, 33);
            numbers(directory, 4, entry.crc, entry.stored.length, entry.size);
            numbers(directory, 2, name.length, entry.extra.length, 0, 0, 0);
            numbers(directory, 4, 0, offset);
            directory.writeBytes(name);
            directory.writeBytes(entry.extra);
        }
        int start = out.size();
        out.writeBytes(directory.toByteArray());
        numbers(out, 4, 0x06054b50);
        numbers(out, 2, 0, 0, entries.size(), entries.size());
        numbers(out, 4, directory.size(), start);
        numbers(out, 2, 0);
        return out.toByteArray();
    }

    /** With all numbers in their fields of 64 bits. */
    byte[] write64() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream directory = new ByteArrayOutputStream();
        for (Entry entry : entries) {
            byte[] name = entry.name.getBytes(StandardCharsets.UTF_8);
            int offset = out.size();
            numbers(out, 4, 0x04034b50);
            numbers(out, 2, 45, entry.flags, entry.method, 0, 33);
            numbers(out, 4, entry.crc, WIDER, WIDER);
            numbers(out, 2, name.length, 20);
            out.writeBytes(name);
            numbers(out, 2, 1, 16);
            numbers(out, 8, entry.size, entry.stored.length);
            out.writeBytes(entry.stored);
            numbers(directory, 4, 0x02014b50);
            numbers(directory, 2, 45, 45, entry.flags, entry.method, 0, 33);
            numbers(directory, 4, entry.crc, WIDER, WIDER);
            numbers(directory, 2, name.length, 28, 0, 0, 0);
            numbers(directory, 4, 0, WIDER);
            directory.writeBytes(name);
            numbers(directory, 2, 1, 24);
            entry.extra64 = directory.size();
            numbers(directory, 8, entry.size, entry.stored.length, offset);
        }
        int start = out.size();
        entries.forEach(entry -> entry.extra64 += start);
        out.writeBytes(directory.toByteArray());
        int end = out.size();
        numbers(out, 4, 0x06064b50);
        numbers(out, 8, 44);
        numbers(out, 2, 45, 45);
        numbers(out, 4, 0, 0);
        numbers(out, 8, entries.size(), entries.size(), directory.size(), start);
        numbers(out, 4, 0x07064b50, 0);
        numbers(out, 8, end);
        numbers(out, 4, 1, 0x06054b50);
        numbers(out, 2, 0, 0, WIDE, WIDE);
        numbers(out, 4, WIDER, WIDER);
        numbers(out, 2, 0);
        return out.toByteArray();
    }

    static void numbers(ByteArrayOutputStream out, int width, long... values) {
        for (long value : values) {
            for (int i = 0; i < width; i++) {
                out.write((int) (value >>> (8 * i)));
            }
        }
    }

    private static byte[] deflate(byte[] content) {
        Deflater deflater = new Deflater(1, true);
        deflater.setInput(content);
        deflater.finish();
        byte[] out = new byte[content.length + 64 + content.length / 100];
        int length = deflater.deflate(out);
        deflater.end();
        return Arrays.copyOf(out, length);
    }

    private static byte[] inflate(byte[] stored, int size) {
        Inflater inflater = new Inflater(true);
        byte[] out = new byte[size];
        try {
            inflater.setInput(stored);
            inflater.inflate(out);
            return out;
        } catch (DataFormatException e) {
            throw new IllegalStateException("a seed is damaged", e);
        } finally {
            inflater.end();
        }
    }
}
