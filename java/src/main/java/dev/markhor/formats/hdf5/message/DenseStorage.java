package dev.markhor.formats.hdf5.message;

import dev.markhor.formats.hdf5.io.Cursor;

/**
 * Link info and attribute info messages: where many links or attributes are kept.
 *
 * @param heap fractal heap with the messages; {@link Cursor#UNDEFINED} if they stand in the object header
 * @param byName B-tree of version 2
 * @param byCreation B-tree of version 2, or {@link Cursor#UNDEFINED}
 */
public record DenseStorage(long heap, long byName, long byCreation) {
    public static DenseStorage readLinkInfo(Cursor in) {
        return read(in, 8);
    }

    public static DenseStorage readAttributeInfo(Cursor in) {
        return read(in, 2);
    }

    private static DenseStorage read(Cursor in, int orderBytes) {
        in.version(0);
        int flags = in.u8();
        in.require((flags & ~3) == 0, "flags %s", flags);
        if ((flags & 1) != 0) {
            in.skip(orderBytes);
        }
        long heap = in.fileAddress("fractal heap");
        long byName = in.fileAddress("index by name");
        long byCreation = (flags & 2) != 0 ? in.fileAddress("index by creation") : Cursor.UNDEFINED;
        boolean dense = heap != Cursor.UNDEFINED;
        in.require(dense == (byName != Cursor.UNDEFINED), "a heap without an index, or an index without a heap");
        in.require(dense || byCreation == Cursor.UNDEFINED, "an index by creation without a heap");
        return new DenseStorage(heap, byName, byCreation);
    }

    public boolean isDense() {
        return heap != Cursor.UNDEFINED;
    }
}
