package dev.markhor.fuzz.mutation;

import java.util.Arrays;

/** The bytes of a file that is being changed, with little-endian numbers in them; what lies outside is neither read nor written. */
public final class Image {
    private byte[] bytes;

    public Image(byte[] original) {
        bytes = original.clone();
    }

    public byte[] bytes() {
        return bytes;
    }

    public int size() {
        return bytes.length;
    }

    /** 0 for what is not there. */
    public long get(int at, int width) {
        return get(bytes, at, width);
    }

    public static long get(byte[] bytes, int at, int width) {
        long value = 0;
        for (int i = 0; i < width; i++) {
            long next = at + i >= 0 && at + i < bytes.length ? bytes[at + i] & 0xff : 0;
            value |= next << (8 * i);
        }
        return value;
    }

    public void put(int at, int width, long value) {
        for (int i = 0; i < width; i++) {
            if (at + i >= 0 && at + i < bytes.length) {
                bytes[at + i] = (byte) (value >>> (8 * i));
            }
        }
    }

    /** Whether this text stands there. */
    public static boolean has(byte[] bytes, int at, String text) {
        if (at < 0 || at + text.length() > bytes.length) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if ((bytes[at + i] & 0xff) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Replaces {@code length} bytes by others, of any number. */
    public void replace(int at, int length, byte[] by) {
        byte[] changed = new byte[bytes.length - length + by.length];
        System.arraycopy(bytes, 0, changed, 0, at);
        System.arraycopy(by, 0, changed, at, by.length);
        System.arraycopy(bytes, at + length, changed, at + by.length, bytes.length - at - length);
        bytes = changed;
    }

    public void resize(int size) {
        bytes = Arrays.copyOf(bytes, size);
    }
}
