package dev.markhor.formats.hdf5.message;

import dev.markhor.formats.hdf5.io.Cursor;
import dev.markhor.formats.hdf5.io.Hdf5Limits;

/** Data layout message: where the values of a dataset are. */
public sealed interface DataLayout {
    /** Values inside of the message. @param address where they begin in the file */
    record Compact(long address, byte[] data) implements DataLayout {}

    /** Values in one piece. @param address {@link Cursor#UNDEFINED} if nothing was ever written */
    record Contiguous(long address, long bytes) implements DataLayout {}

    /**
     * Values in chunks of equal shape.
     *
     * @param version of the message
     * @param dims shape of a chunk, and the bytes of an element as last entry
     * @param sizeBytes width of the field that holds a filtered chunk's size
     * @param plainEdges whether chunks that stick out of the dataset went around the filters
     * @param address of the index; {@link Cursor#UNDEFINED} if nothing was ever written
     */
    record Chunked(int version, long[] dims, int sizeBytes, boolean plainEdges, ChunkIndexKind index, long address)
            implements DataLayout {
        /** Bytes of a chunk without filters. */
        public long chunkBytes() {
            return product(dims);
        }
    }

    static DataLayout read(Cursor in) {
        int version = in.u8();
        in.support(version >= 3 && version <= 5, "data layout of version " + version);
        int kind = in.u8();
        return switch (kind) {
            case 0 -> readCompact(in);
            case 1 -> new Contiguous(in.fileAddress("address of the data"), in.length("size of the data"));
            case 2 -> version == 3 ? readChunked3(in) : readChunked4(in, version);
            case 3 -> throw in.unsupported("virtual dataset");
            default -> throw in.malformed("data layout: expected 0 to 3, found " + kind);
        };
    }

    private static Compact readCompact(Cursor in) {
        int size = in.u16();
        long address = in.address();
        return new Compact(address, in.bytes(size));
    }

    private static Chunked readChunked3(Cursor in) {
        int rank = in.u8();
        in.range("chunk rank", 2, Hdf5Limits.RANK + 1L, rank);
        long address = in.fileAddress("address of the chunk index");
        long[] dims = readDims(in, rank, 4);
        return new Chunked(3, dims, 4, false, new ChunkIndexKind.TreeV1(), address);
    }

    private static Chunked readChunked4(Cursor in, int version) {
        int flags = in.u8();
        in.require((flags & ~3) == 0, "chunk flags %s", flags);
        int rank = in.u8();
        in.range("chunk rank", 2, Hdf5Limits.RANK + 1L, rank);
        int width = in.u8();
        in.range("bytes of a chunk dimension", 1, 8, width);
        long[] dims = readDims(in, rank, width);
        ChunkIndexKind index = ChunkIndexKind.read(in, version, (flags & 2) != 0);
        int sizeBytes = version == 4 ? Math.min(8, 1 + (63 - Long.numberOfLeadingZeros(product(dims)) + 8) / 8) : 8;
        return new Chunked(
                version, dims, sizeBytes, (flags & 1) != 0, index, in.fileAddress("address of the chunk index"));
    }

    private static long product(long[] dims) {
        long product = 1;
        for (long dim : dims) {
            product *= dim;
        }
        return product;
    }

    private static long[] readDims(Cursor in, int rank, int width) {
        long[] dims = new long[rank];
        long bytes = 1;
        for (int i = 0; i < rank; i++) {
            dims[i] = in.unsigned(width);
            in.range("chunk dimension", 1, Integer.MAX_VALUE, dims[i]);
            in.support(
                    bytes <= Hdf5Limits.CHUNK_BYTES / dims[i],
                    "chunk of more than " + Hdf5Limits.CHUNK_BYTES + " bytes");
            bytes *= dims[i];
        }
        return dims;
    }
}
