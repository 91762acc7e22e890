package dev.markhor.formats.checkpoint;

import dev.markhor.error.MalformedFileException;

/** Reads numbers from a part of an array, never beyond its end. */
final class Bytes {
    private final String place;
    private final byte[] data;
    private final int end;
    private int at;

    /** @param place for messages: what is being read, of which file */
    Bytes(String place, byte[] data, int from, int to) {
        this.place = place;
        this.data = data;
        this.at = from;
        this.end = to;
    }

    int position() {
        return at;
    }

    boolean hasRemaining() {
        return at < end;
    }

    int u8() {
        need(1);
        return data[at++] & 0xff;
    }

    int i32() {
        need(4);
        int value = data[at] & 0xff
                | (data[at + 1] & 0xff) << 8
                | (data[at + 2] & 0xff) << 16
                | (data[at + 3] & 0xff) << 24;
        at += 4;
        return value;
    }

    long i64() {
        long low = i32() & 0xffffffffL;
        return low | (long) i32() << 32;
    }

    /** An unsigned number in groups of seven bits, the lowest first. */
    long varint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = u8();
            value |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                require(shift < 63 || next < 2, "a number of more than 64 bits");
                return value;
            }
        }
        throw malformed("a number of more than 64 bits");
    }

    /** As above, for what must lie in 0 to {@code most}. */
    long varint(long most, String what) {
        long value = varint();
        require(value >= 0 && value <= most, what + " of " + Long.toUnsignedString(value) + ", expected 0 to " + most);
        return value;
    }

    byte[] bytes(int count) {
        need(count);
        byte[] copy = java.util.Arrays.copyOfRange(data, at, at + count);
        at += count;
        return copy;
    }

    void require(boolean holds, String found) {
        if (!holds) {
            throw malformed(found);
        }
    }

    MalformedFileException malformed(String found) {
        return new MalformedFileException(place + ": found " + found);
    }

    private void need(int count) {
        if (count < 0 || count > end - at) {
            throw malformed("an end after " + (end - at) + " bytes where " + count + " more were expected");
        }
    }
}
