package dev.markhor.reference;

/** SipHash-2-4 (https://www.131002.net/siphash): what TensorFlow's strong hash buckets use. */
final class SipHash {
    private long v0;
    private long v1;
    private long v2;
    private long v3;

    private SipHash(long key0, long key1) {
        v0 = key0 ^ 0x736f6d6570736575L;
        v1 = key1 ^ 0x646f72616e646f6dL;
        v2 = key0 ^ 0x6c7967656e657261L;
        v3 = key1 ^ 0x7465646279746573L;
    }

    static long hash(long key0, long key1, byte[] text) {
        SipHash state = new SipHash(key0, key1);
        int whole = text.length / 8 * 8;
        for (int i = 0; i < whole; i += 8) {
            state.add(word(text, i, 8));
        }
        state.add(word(text, whole, text.length - whole) | (long) text.length << 56);
        state.v2 ^= 0xff;
        state.rounds(4);
        return state.v0 ^ state.v1 ^ state.v2 ^ state.v3;
    }

    private void add(long word) {
        v3 ^= word;
        rounds(2);
        v0 ^= word;
    }

    private void rounds(int count) {
        for (int i = 0; i < count; i++) {
            v0 += v1;
            v2 += v3;
            v1 = Long.rotateLeft(v1, 13) ^ v0;
            v3 = Long.rotateLeft(v3, 16) ^ v2;
            v0 = Long.rotateLeft(v0, 32);
            v2 += v1;
            v0 += v3;
            v1 = Long.rotateLeft(v1, 17) ^ v2;
            v3 = Long.rotateLeft(v3, 21) ^ v0;
            v2 = Long.rotateLeft(v2, 32);
        }
    }

    /** Up to eight bytes, the first one lowest. */
    private static long word(byte[] text, int from, int count) {
        long word = 0;
        for (int i = 0; i < count; i++) {
            word |= (text[from + i] & 0xffL) << 8 * i;
        }
        return word;
    }
}
