package dev.markhor.formats.hdf5.io;

import dev.markhor.error.MalformedFileException;
import dev.markhor.error.UnsupportedModelException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Reads little-endian fields one after the other and never beyond the end of its structure. */
public final class Cursor {
    /** The address that stands for "nothing there". */
    public static final long UNDEFINED = -1;

    private final FileBytes file;
    private final ByteBuffer bytes;
    private final long address;
    private final String what;

    Cursor(FileBytes file, ByteBuffer bytes, long address, String what) {
        this.file = file;
        this.bytes = bytes;
        this.address = address;
        this.what = what;
    }

    /** Where the next field lies in the file. */
    public long address() {
        return address + bytes.position();
    }

    public int remaining() {
        return bytes.remaining();
    }

    private void need(int count) {
        if (count < 0 || count > bytes.remaining()) {
            throw malformed("expected " + Integer.toUnsignedString(count) + " more bytes, found " + bytes.remaining());
        }
    }

    public int u8() {
        need(1);
        return bytes.get() & 0xff;
    }

    public int u16() {
        need(2);
        return bytes.getShort() & 0xffff;
    }

    public long u32() {
        need(4);
        return bytes.getInt() & 0xffffffffL;
    }

    /** Eight bytes; beyond 2⁶³ they come out negative. */
    public long u64() {
        need(8);
        return bytes.getLong();
    }

    /** An unsigned number of 1 to 8 bytes. */
    public long unsigned(int width) {
        need(width);
        long value = 0;
        for (int i = 0; i < width; i++) {
            value |= (bytes.get() & 0xffL) << (8 * i);
        }
        return value;
    }

    /** Eight bytes that are a length or count. */
    public long length(String field) {
        long value = u64();
        if (value < 0) {
            throw malformed(field + ": expected less than 2^63, found " + Long.toUnsignedString(value));
        }
        return value;
    }

    /** Eight bytes that are an address inside of the file, or {@link #UNDEFINED}. */
    public long fileAddress(String field) {
        long value = u64();
        if (value != UNDEFINED && (value < 0 || value > file.limit())) {
            throw malformed(
                    field + ": expected an address up to " + file.limit() + ", found " + Long.toUnsignedString(value));
        }
        return value;
    }

    public void skip(long count) {
        if (count < 0 || count > bytes.remaining()) {
            throw malformed("expected " + Long.toUnsignedString(count) + " more bytes, found " + bytes.remaining());
        }
        bytes.position(bytes.position() + (int) count);
    }

    /** The next bytes, copied. */
    public byte[] bytes(long count) {
        if (count < 0 || count > bytes.remaining()) {
            throw malformed("expected " + Long.toUnsignedString(count) + " more bytes, found " + bytes.remaining());
        }
        byte[] copy = new byte[(int) count];
        bytes.get(copy);
        return copy;
    }

    /** A cursor over the next bytes, which this one skips. */
    public Cursor sub(long count, String name) {
        long at = address();
        int from = bytes.position();
        skip(count);
        return new Cursor(file, bytes.slice(from, (int) count).order(ByteOrder.LITTLE_ENDIAN), at, name);
    }

    /** Bytes up to a NUL, which is skipped too; characters stand for bytes. */
    public String rawString() {
        int from = bytes.position();
        while (u8() != 0) {
            // u8 stops at the end of the structure
        }
        return raw(from, bytes.position() - 1 - from);
    }

    /** A number of bytes as characters. */
    public String rawString(int count) {
        int from = bytes.position();
        skip(count);
        return raw(from, count);
    }

    private String raw(int from, int count) {
        byte[] copy = new byte[count];
        bytes.get(from, copy);
        return new String(copy, StandardCharsets.ISO_8859_1);
    }

    /** Bytes of the whole structure. */
    public int size() {
        return bytes.limit();
    }

    /** Bytes before the next field. */
    public int position() {
        return bytes.position();
    }

    /** Moves to another place in the structure. */
    public void seek(long position) {
        if (position < 0 || position > bytes.limit()) {
            throw malformed("expected a place up to " + bytes.limit() + ", found " + position);
        }
        bytes.position((int) position);
    }

    public void signature(String expected) {
        String found = rawString(4);
        if (!found.equals(expected)) {
            throw malformed("expected signature " + expected + ", found " + printable(found));
        }
    }

    private static String printable(String raw) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            text.append(c >= ' ' && c < 127 ? c : '?');
        }
        return text.toString();
    }

    public void version(int expected) {
        int found = u8();
        if (found != expected) {
            throw unsupported(what + " of version " + found);
        }
    }

    /** Checks the checksum that covers everything before this place and stands here. */
    public void checksum() {
        int computed = Lookup3.hash(bytes, 0, bytes.position());
        long stored = u32();
        if ((int) stored != computed) {
            throw malformed("checksum error: expected " + Integer.toHexString(computed) + ", found "
                    + Long.toHexString(stored));
        }
    }

    /** Checks the checksum in the last four bytes, which covers everything before them; nothing may be read of damaged bytes. */
    public void checksumAtEnd() {
        int at = bytes.position();
        seek(bytes.limit() - 4L);
        checksum();
        seek(at);
    }

    /** The checksum of all bytes of this structure, those of the place {@code zeroed} counted as four zeros. */
    public int checksumOfAll(int zeroed) {
        ByteBuffer copy = ByteBuffer.allocate(bytes.limit()).order(ByteOrder.LITTLE_ENDIAN);
        copy.put(0, bytes, 0, bytes.limit());
        copy.putInt(zeroed, 0);
        return Lookup3.hash(copy, 0, copy.limit());
    }

    /** Messages may be padded to eight bytes; more is an error. */
    public void requireEnd() {
        if (bytes.remaining() >= 8) {
            throw malformed("expected the end, found " + bytes.remaining() + " more bytes");
        }
    }

    public void require(boolean condition, String reason) {
        if (!condition) {
            throw malformed(reason);
        }
    }

    /** @param values put in for each {@code %s} of the reason; a lambda would cost time when a process starts */
    public void require(boolean condition, String reason, Object... values) {
        if (!condition) {
            throw malformed(String.format(Locale.ROOT, reason, values));
        }
    }

    /** "what: expected …, found …" unless they are equal. */
    public void expect(String field, long expected, long found) {
        if (expected != found) {
            throw malformed(field + ": expected " + Long.toUnsignedString(expected) + ", found "
                    + Long.toUnsignedString(found));
        }
    }

    /** "what: expected a to b, found …" unless it lies between. */
    public void range(String field, long low, long high, long found) {
        if (found < low || found > high) {
            throw malformed(field + ": expected " + low + " to " + high + ", found " + Long.toUnsignedString(found));
        }
    }

    public void support(boolean condition, String feature) {
        if (!condition) {
            throw unsupported(feature);
        }
    }

    public MalformedFileException malformed(String reason) {
        return file.malformed(what + " at address " + address + ": " + reason);
    }

    public UnsupportedModelException unsupported(String feature) {
        return file.unsupported(feature);
    }
}
