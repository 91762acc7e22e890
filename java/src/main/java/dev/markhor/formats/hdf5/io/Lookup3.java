package dev.markhor.formats.hdf5.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Bob Jenkins' lookup3 hash, little-endian variant with initial value 0: HDF5's checksum of structures and hash of names. */
public final class Lookup3 {
    private Lookup3() {}

    public static int hash(byte[] bytes) {
        return hash(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN), 0, bytes.length);
    }

    static int hash(ByteBuffer bytes, int from, int length) {
        int a = 0xdeadbeef + length;
        int b = a;
        int c = a;
        int at = from;
        int left = length;
        while (left > 12) {
            a += bytes.getInt(at);
            b += bytes.getInt(at + 4);
            c += bytes.getInt(at + 8);
            a = (a - c) ^ Integer.rotateLeft(c, 4);
            c += b;
            b = (b - a) ^ Integer.rotateLeft(a, 6);
            a += c;
            c = (c - b) ^ Integer.rotateLeft(b, 8);
            b += a;
            a = (a - c) ^ Integer.rotateLeft(c, 16);
            c += b;
            b = (b - a) ^ Integer.rotateLeft(a, 19);
            a += c;
            c = (c - b) ^ Integer.rotateLeft(b, 4);
            b += a;
            at += 12;
            left -= 12;
        }
        if (left == 0) {
            return c;
        }
        a += partial(bytes, at, left);
        b += partial(bytes, at + 4, left - 4);
        c += partial(bytes, at + 8, left - 8);
        c = (c ^ b) - Integer.rotateLeft(b, 14);
        a = (a ^ c) - Integer.rotateLeft(c, 11);
        b = (b ^ a) - Integer.rotateLeft(a, 25);
        c = (c ^ b) - Integer.rotateLeft(b, 16);
        a = (a ^ c) - Integer.rotateLeft(c, 4);
        b = (b ^ a) - Integer.rotateLeft(a, 14);
        return (c ^ b) - Integer.rotateLeft(b, 24);
    }

    /** Up to four bytes, the missing ones zero. */
    private static int partial(ByteBuffer bytes, int at, int count) {
        int value = 0;
        for (int i = 0; i < Math.min(count, 4); i++) {
            value |= (bytes.get(at + i) & 0xff) << (8 * i);
        }
        return value;
    }
}
