package dev.markhor.reference;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** FarmHash's 64-bit fingerprint, {@code Fingerprint64} of https://github.com/google/farmhash: what TensorFlow's fast hash buckets use. */
final class FarmHash {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long K0 = 0xc3a5c85c97cb3127L;
    private static final long K1 = 0xb492b66fbe98f273L;
    private static final long K2 = 0x9ae16a3b2f90404fL;
    private static final long SEED = 81;
    private static final int BLOCK = 64;

    private static final long CONCATENATION = 0xc6a4a7935bd1e995L;

    private FarmHash() {}

    /** Of two fingerprints one: TensorFlow's {@code FingerprintCat64}. */
    static long concatenated(long first, long second) {
        long result = (first ^ CONCATENATION ^ shiftMix(second * CONCATENATION) * CONCATENATION) * CONCATENATION;
        return shiftMix(shiftMix(result) * CONCATENATION);
    }

    static long fingerprint(byte[] text) {
        if (text.length <= 16) {
            return upTo16(text);
        }
        if (text.length <= 32) {
            return upTo32(text);
        }
        return text.length <= BLOCK ? upTo64(text) : longer(text);
    }

    private static long upTo16(byte[] s) {
        int n = s.length;
        long mul = K2 + n * 2L;
        if (n >= 8) {
            long a = word(s, 0) + K2;
            long b = word(s, n - 8);
            long c = Long.rotateRight(b, 37) * mul + a;
            long d = (Long.rotateRight(a, 25) + b) * mul;
            return mix(c, d, mul);
        }
        if (n >= 4) {
            return mix(n + (half(s, 0) << 3), half(s, n - 4), mul);
        }
        if (n == 0) {
            return K2;
        }
        long y = (s[0] & 0xff) + ((s[n >> 1] & 0xff) << 8);
        long z = n + ((s[n - 1] & 0xff) << 2);
        return shiftMix(y * K2 ^ z * K0) * K2;
    }

    private static long upTo32(byte[] s) {
        int n = s.length;
        long mul = K2 + n * 2L;
        long a = word(s, 0) * K1;
        long b = word(s, 8);
        long c = word(s, n - 8) * mul;
        long d = word(s, n - 16) * K2;
        return mix(
                Long.rotateRight(a + b, 43) + Long.rotateRight(c, 30) + d, a + Long.rotateRight(b + K2, 18) + c, mul);
    }

    private static long upTo64(byte[] s) {
        int n = s.length;
        long mul = K2 + n * 2L;
        long a = word(s, 0) * K2;
        long b = word(s, 8);
        long c = word(s, n - 8) * mul;
        long d = word(s, n - 16) * K2;
        long y = Long.rotateRight(a + b, 43) + Long.rotateRight(c, 30) + d;
        long z = mix(y, a + Long.rotateRight(b + K2, 18) + c, mul);
        long e = word(s, 16) * mul;
        long f = word(s, 24);
        long g = (y + word(s, n - 32)) * mul;
        long h = (z + word(s, n - 24)) * mul;
        return mix(Long.rotateRight(e + f, 43) + Long.rotateRight(g, 30) + h, e + Long.rotateRight(f + a, 18) + g, mul);
    }

    /** Two running pairs, {@code v} and {@code w}, and three words, over blocks of 64 bytes, then over the last 64. */
    private static long longer(byte[] s) {
        long x = SEED * K2 + word(s, 0);
        long y = SEED * K1 + 113;
        long z = shiftMix(y * K2 + 113) * K2;
        long[] v = new long[2];
        long[] w = new long[2];
        int last = s.length - BLOCK;
        int end = (s.length - 1) / BLOCK * BLOCK;
        long mul = K1;
        for (int at = 0; ; at += BLOCK) {
            boolean tail = at == end;
            int from = tail ? last : at;
            if (tail) {
                mul = K1 + ((z & 0xff) << 1);
                w[0] += s.length - 1 & BLOCK - 1;
                v[0] += w[0];
                w[0] += v[0];
            }
            x = Long.rotateRight(x + y + v[0] + word(s, from + 8), 37) * mul;
            y = Long.rotateRight(y + v[1] + word(s, from + 48), 42) * mul;
            x ^= tail ? w[1] * 9 : w[1];
            y += (tail ? v[0] * 9 : v[0]) + word(s, from + 40);
            z = Long.rotateRight(z + w[0], 33) * mul;
            pair(s, from, v[1] * mul, x + w[0], v);
            pair(s, from + 32, z + w[1], y + word(s, from + 16), w);
            long swapped = z;
            z = x;
            x = swapped;
            if (tail) {
                return mix(mix(v[0], w[0], mul) + shiftMix(y) * K0 + z, mix(v[1], w[1], mul) + x, mul);
            }
        }
    }

    private static void pair(byte[] s, int from, long seedA, long seedB, long[] result) {
        long a = seedA + word(s, from);
        long b = Long.rotateRight(seedB + a + word(s, from + 24), 21);
        long c = a;
        a += word(s, from + 8) + word(s, from + 16);
        b += Long.rotateRight(a, 44);
        result[0] = a + word(s, from + 24);
        result[1] = b + c;
    }

    private static long mix(long u, long v, long mul) {
        long a = shiftMix((u ^ v) * mul);
        long b = shiftMix((v ^ a) * mul);
        return b * mul;
    }

    private static long shiftMix(long value) {
        return value ^ value >>> 47;
    }

    private static long word(byte[] s, int from) {
        return (long) LONGS.get(s, from);
    }

    private static long half(byte[] s, int from) {
        return (int) INTS.get(s, from) & 0xffffffffL;
    }
}
