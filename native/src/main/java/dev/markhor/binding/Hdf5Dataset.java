package dev.markhor.binding;

import java.util.Arrays;

/**
 * What the HDF5 library says of a dataset, and what a caller expects of it.
 *
 * @param type the class of its elements
 * @param signed true for signed integers, false for everything else
 * @param size bytes of an element
 * @param dims its shape, empty for a scalar
 * @param layout how the values are stored; not compared when reading
 * @param offset where the values begin in the file that was opened, if they lie there as one block; otherwise -1. Not compared
 *     when reading
 */
public record Hdf5Dataset(Type type, boolean signed, int size, long[] dims, Layout layout, long offset) {
    /** Classes of elements; strings are those of fixed length. */
    public enum Type {
        INTEGER(0),
        FLOAT(1),
        STRING(3),
        OPAQUE(5),
        ENUM(8);

        final int code;

        Type(int code) {
            this.code = code;
        }

        static Type of(long code) {
            for (Type type : values()) {
                if (type.code == code) {
                    return type;
                }
            }
            throw new IllegalArgumentException("type class " + code);
        }
    }

    /** Storage layouts, in HDF5's order. */
    public enum Layout {
        COMPACT,
        CONTIGUOUS,
        CHUNKED
    }

    /** What a caller who knows no layout expects. */
    public static Hdf5Dataset expected(Type type, boolean signed, int size, long... dims) {
        return new Hdf5Dataset(type, signed, size, dims, Layout.CONTIGUOUS, -1);
    }

    /**
     * Bytes of all values.
     *
     * @throws ArithmeticException if a long cannot hold them
     */
    public long bytes() {
        long bytes = size;
        for (long dim : dims) {
            bytes = Math.multiplyExact(bytes, dim);
        }
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hdf5Dataset that
                && type == that.type
                && signed == that.signed
                && size == that.size
                && Arrays.equals(dims, that.dims)
                && layout == that.layout
                && offset == that.offset;
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(dims) + type.hashCode();
    }

    @Override
    public String toString() {
        return type + " of " + size + " bytes, shape " + Arrays.toString(dims) + ", " + layout + " at " + offset;
    }
}
