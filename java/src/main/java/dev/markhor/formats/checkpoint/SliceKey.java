package dev.markhor.formats.checkpoint;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The key under which a slice is stored: the tensor's name and the slice's extents, written so that keys sort as what they say. */
record SliceKey(String name, Slice slice) {
    private static final int MOST_DIMENSIONS = 254;

    /** Whether this is the key of a slice; those of tensors never begin so. */
    static boolean isOne(byte[] key) {
        return key.length > 0 && key[0] == 0;
    }

    static SliceKey read(String place, byte[] key) {
        Bytes in = new Bytes(place, key, 1, key.length);
        String name = string(in);
        long rank = unsigned(in);
        in.require(rank <= MOST_DIMENSIONS, "a rank of " + rank);
        List<Long> starts = new ArrayList<>();
        List<Long> lengths = new ArrayList<>();
        for (int i = 0; i < rank; i++) {
            starts.add(signed(in));
            lengths.add(signed(in));
        }
        in.require(!in.hasRemaining(), "more bytes behind the key of a slice");
        return new SliceKey(name, new Slice(starts, lengths));
    }

    private static String string(Bytes in) {
        ByteArrayOutputStream name = new ByteArrayOutputStream();
        while (true) {
            int next = in.u8();
            if (next == 0) {
                int escaped = in.u8();
                if (escaped == 1) {
                    return name.toString(StandardCharsets.UTF_8);
                }
                in.require(escaped == 0xff, "an escape of " + escaped);
                name.write(0);
            } else if (next == 0xff) {
                in.require(in.u8() == 0, "an escape that is none");
                name.write(0xff);
            } else {
                name.write(next);
            }
        }
    }

    private static long unsigned(Bytes in) {
        int length = in.u8();
        in.require(length <= 7, "a number of " + length + " bytes");
        long value = 0;
        for (int i = 0; i < length; i++) {
            value = value << 8 | in.u8();
        }
        return value;
    }

    /** Leading bits that equal the first, up to one that differs, tell the number of bytes; the others are the number. */
    private static long signed(Bytes in) {
        int first = in.u8();
        boolean negative = first < 0x80;
        int pattern = negative ? ~first & 0xff : first;
        int length = Integer.numberOfLeadingZeros(~(pattern << 24));
        if (length == 8) {
            int second = in.u8();
            int rest = negative ? ~second & 0xff : second;
            int more = Integer.numberOfLeadingZeros(~(rest << 24));
            in.require(more <= 2, "a number of more than ten bytes");
            return magnitude(in, rest & (0xff >>> Math.min(8, more + 1)), 8 + more - 2, negative);
        }
        return magnitude(in, pattern & (0xff >>> Math.min(8, length + 1)), length - 1, negative);
    }

    private static long magnitude(Bytes in, long start, int bytes, boolean negative) {
        long value = start;
        for (int i = 0; i < bytes; i++) {
            int next = in.u8();
            in.require(value >>> 55 == 0, "a number beyond 63 bits");
            value = value << 8 | (negative ? ~next & 0xff : next);
        }
        return negative ? ~value : value;
    }
}
