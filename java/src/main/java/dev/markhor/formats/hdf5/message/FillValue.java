package dev.markhor.formats.hdf5.message;

import dev.markhor.formats.hdf5.io.Cursor;

/** Fill value messages, old and new: what elements hold that were never written. */
public final class FillValue {
    private static final int UNDEFINED_SIZE = 0xffffffff;

    private FillValue() {}

    /** The bytes of one element, or none for the default of zero. */
    public static byte[] readOld(Cursor in) {
        return in.bytes(in.u32());
    }

    /** The bytes of one element, or none for the default of zero. */
    public static byte[] read(Cursor in) {
        int version = in.u8();
        if (version == 3) {
            return readVersion3(in);
        }
        in.require(version == 1 || version == 2, "fill value version: expected 1 to 3, found %s", version);
        in.range("time of allocation", 0, 3, in.u8());
        in.range("time of fill", 0, 2, in.u8());
        int defined = in.u8();
        in.range("fill value defined", 0, 1, defined);
        if (version == 2 && defined == 0) {
            return new byte[0];
        }
        long size = in.u32();
        return (int) size == UNDEFINED_SIZE ? new byte[0] : in.bytes(size);
    }

    private static byte[] readVersion3(Cursor in) {
        int flags = in.u8();
        boolean undefined = (flags & 0x10) != 0;
        boolean defined = (flags & 0x20) != 0;
        in.require(
                (flags & 0xc0) == 0 && ((flags >> 2) & 3) <= 2 && !(undefined && defined),
                "fill value flags %s",
                flags);
        return defined ? in.bytes(in.u32()) : new byte[0];
    }
}
