package dev.markhor.formats.checkpoint;

import dev.markhor.error.MalformedFileException;
import dev.markhor.error.UnsupportedModelException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** The values of a string tensor: all lengths, a checksum of them, then all bytes. */
final class StringValues {
    private static final int MOST_LENGTH_BYTES = 5;

    /**
     * Texts as they are stored.
     *
     * @param checksum as of the entry, which counts the lengths as whole numbers
     */
    record Packed(byte[] bytes, int checksum) {}

    private final String name;
    private final BundleEntry entry;
    private final TensorBundle bundle;

    StringValues(String name, BundleEntry entry, TensorBundle bundle) {
        this.name = name;
        this.entry = entry;
        this.bundle = bundle;
    }

    /** @throws IllegalArgumentException if they are too large together for an array */
    static Packed pack(byte[]... values) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CRC32C crc = new CRC32C();
        long size = Integer.BYTES;
        for (byte[] value : values) {
            ByteWriting.varint(out, value.length);
            extend(crc, value.length);
            size += MOST_LENGTH_BYTES + value.length;
        }
        if (size > Integer.MAX_VALUE - 16) {
            throw new IllegalArgumentException("texts of " + size + " bytes together are not written");
        }
        int lengths = Checksum.mask((int) crc.getValue());
        ByteWriting.i32(out, lengths);
        extend(crc, lengths);
        for (byte[] value : values) {
            out.writeBytes(value);
            crc.update(value);
        }
        return new Packed(out.toByteArray(), (int) crc.getValue());
    }

    private static void extend(CRC32C crc, int number) {
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            crc.update(number >>> shift);
        }
    }

    String[] readText() {
        byte[][] values = read();
        String[] text = new String[values.length];
        for (int i = 0; i < text.length; i++) {
            text[i] = new String(values[i], StandardCharsets.UTF_8);
        }
        return text;
    }

    byte[][] read() {
        long count = entry.shape().size();
        if (count == 0 && entry.size() == 0) {
            return new byte[0][];
        }
        if (entry.size() > Integer.MAX_VALUE - 16) {
            throw new UnsupportedModelException(
                    name + ": strings of " + entry.size() + " bytes do not fit into memory");
        }
        if (entry.size() < count + 4) {
            throw new MalformedFileException(name + ": expected " + (count + 4) + " bytes or more for " + count
                    + " strings, found " + entry.size());
        }
        bundle.shards().require(name, entry.shard(), entry.offset(), entry.size());
        byte[] data = new byte[(int) entry.size()];
        bundle.shards().read(name, entry.shard(), entry.offset(), ByteBuffer.wrap(data));
        return split(data, (int) count);
    }

    private byte[][] split(byte[] data, int count) {
        Bytes in = new Bytes(name, data, 0, data.length);
        CRC32C crc = new CRC32C();
        int[] lengths = new int[count];
        for (int i = 0; i < count; i++) {
            lengths[i] = (int) in.varint(data.length, "a length of a string");
            extend(crc, lengths[i]);
        }
        int start = in.position();
        int stored = in.i32();
        requireSame((int) crc.getValue(), Checksum.unmask(stored));
        crc.update(data, start, data.length - start);
        requireSame((int) crc.getValue(), Checksum.unmask(entry.checksum()));
        byte[][] values = new byte[count][];
        for (int i = 0; i < count; i++) {
            values[i] = in.bytes(lengths[i]);
        }
        in.require(!in.hasRemaining(), "more bytes than the strings have");
        return values;
    }

    private void requireSame(int found, int expected) {
        if (bundle.isVerified() && found != expected) {
            throw new MalformedFileException(name + ": checksum mismatch; the file is damaged, copy it anew");
        }
    }
}
