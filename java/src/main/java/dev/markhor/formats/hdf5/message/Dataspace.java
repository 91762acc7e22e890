package dev.markhor.formats.hdf5.message;

import dev.markhor.formats.hdf5.io.Cursor;
import dev.markhor.formats.hdf5.io.Hdf5Limits;

/**
 * Dataspace message: the dimensions of a dataset or attribute.
 *
 * @param dims none for a scalar
 * @param maxDims how far each dimension may grow, {@link #UNLIMITED} for no bound
 * @param elements the product of {@code dims}; 0 for a null dataspace
 */
public record Dataspace(long[] dims, long[] maxDims, long elements) {
    public static final long UNLIMITED = -1;

    private static final int NULL = 2;

    public static Dataspace read(Cursor in) {
        int version = in.u8();
        int rank = in.u8();
        int flags = in.u8();
        in.require((flags & ~1) == 0, "dataspace flags %s", flags);
        int kind;
        if (version == 1) {
            in.skip(5);
            kind = rank == 0 ? 0 : 1;
        } else {
            in.require(version == 2, "dataspace version: expected 1 or 2, found %s", version);
            kind = in.u8();
        }
        in.range("dataspace kind", 0, NULL, kind);
        in.range("rank", 0, Hdf5Limits.RANK, rank);
        in.require((rank == 0) == (kind != 1), "rank %s in a dataspace of kind %s", rank, kind);
        long[] dims = new long[rank];
        long elements = kind == NULL ? 0 : 1;
        long volume = 1; // as if dimensions of 0 were not there: products in any order must not overflow
        for (int i = 0; i < rank; i++) {
            dims[i] = in.length("dimension");
            volume = product(in, volume, Math.max(dims[i], 1));
            elements *= dims[i];
        }
        return new Dataspace(dims, readMax(in, dims, flags), elements);
    }

    private static long product(Cursor in, long volume, long dim) {
        if (volume > Hdf5Limits.ELEMENTS / dim) {
            throw in.malformed("more elements than the limit of " + Hdf5Limits.ELEMENTS);
        }
        return volume * dim;
    }

    private static long[] readMax(Cursor in, long[] dims, int flags) {
        long[] max = dims.clone();
        if ((flags & 1) != 0) {
            for (int i = 0; i < dims.length; i++) {
                max[i] = in.u64();
                in.require(max[i] == UNLIMITED || max[i] >= dims[i], "a dimension exceeds its maximum");
            }
        }
        return max;
    }

    public int rank() {
        return dims.length;
    }
}
