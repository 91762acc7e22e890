package dev.markhor.formats.hdf5.message;

import dev.markhor.formats.hdf5.io.Cursor;
import java.util.List;

/** Bit layout of a floating type. Only the layouts that processors and Keras know are read. */
record FloatFormat(
        int bytes,
        int sign,
        int precision,
        int exponentAt,
        int exponentBits,
        int mantissaAt,
        int mantissaBits,
        long bias) {
    private static final FloatFormat BFLOAT16 = new FloatFormat(2, 15, 16, 7, 8, 0, 7, 127);
    private static final List<FloatFormat> IEEE = List.of(
            new FloatFormat(2, 15, 16, 10, 5, 0, 10, 15),
            new FloatFormat(4, 31, 32, 23, 8, 0, 23, 127),
            new FloatFormat(8, 63, 64, 52, 11, 0, 52, 1023));
    /** Leading mantissa bit not stored; no padding. */
    private static final int IMPLIED_LEADING_BIT = 0x20;

    static Datatype read(Cursor in, int bits, int bytes) {
        in.support((bits & 0xfe) == IMPLIED_LEADING_BIT && bits >> 16 == 0, "floating type with bits " + bits);
        in.expect("floating type's bit offset", 0, in.u16());
        FloatFormat format =
                new FloatFormat(bytes, (bits >> 8) & 0xff, in.u16(), in.u8(), in.u8(), in.u8(), in.u8(), in.u32());
        boolean bigEndian = (bits & 1) != 0;
        if (format.isSame(BFLOAT16)) {
            return new Datatype(Datatype.Kind.BFLOAT16, bytes, bigEndian);
        }
        for (FloatFormat known : IEEE) {
            if (format.isSame(known)) {
                return new Datatype(Datatype.Kind.FLOAT, bytes, bigEndian);
            }
        }
        throw in.unsupported("floating type " + format);
    }

    /** As {@link #equals}, which for records is slow when a process starts. */
    private boolean isSame(FloatFormat other) {
        return bytes == other.bytes
                && sign == other.sign
                && precision == other.precision
                && exponentAt == other.exponentAt
                && exponentBits == other.exponentBits
                && mantissaAt == other.mantissaAt
                && mantissaBits == other.mantissaBits
                && bias == other.bias;
    }
}
