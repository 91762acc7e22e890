package dev.markhor.formats.hdf5.filter;

import dev.markhor.formats.hdf5.message.FilterPipeline;
import java.util.List;
import java.util.zip.DataFormatException;

/** Undoes the filters of a chunk, last one first. Nothing may come out but exactly the bytes of a chunk. Not thread-safe. */
public final class ChunkDecoder implements AutoCloseable {
    private final List<FilterPipeline.Filter> filters;
    private final int elementBytes;
    private final int chunkBytes;
    private final Deflate deflate = new Deflate();

    public ChunkDecoder(FilterPipeline pipeline, int elementBytes, int chunkBytes) {
        this.filters = pipeline.filters();
        this.elementBytes = elementBytes;
        this.chunkBytes = chunkBytes;
    }

    /**
     * @param stored the chunk as it is in the file
     * @param filterMask bit i is set if filter i was skipped
     * @return an array of the chunk's size, perhaps {@code stored} itself
     * @throws DataFormatException if the chunk is damaged; says how
     */
    public byte[] decode(byte[] stored, int filterMask) throws DataFormatException {
        byte[] data = stored;
        for (int i = filters.size() - 1; i >= 0; i--) {
            if ((filterMask >> i & 1) == 0) {
                data = undo(filters.get(i).kind(), data, sizeBefore(i, filterMask));
            }
        }
        if (data.length != chunkBytes) {
            throw new DataFormatException("expected " + chunkBytes + " bytes, found " + data.length);
        }
        return data;
    }

    /** Bytes that filter {@code i} was given when writing; unknown (-1) if another compressor came before it. */
    private int sizeBefore(int i, int filterMask) {
        int size = chunkBytes;
        for (int j = 0; j < i; j++) {
            if ((filterMask >> j & 1) != 0) {
                continue;
            }
            switch (filters.get(j).kind()) {
                case FLETCHER32 -> size += Fletcher32.BYTES;
                case SHUFFLE -> {}
                case DEFLATE, LZF -> {
                    return -1;
                }
            }
        }
        return size;
    }

    private byte[] undo(FilterPipeline.Kind kind, byte[] data, int size) throws DataFormatException {
        return switch (kind) {
            case SHUFFLE -> Shuffle.undo(data, elementBytes);
            case FLETCHER32 -> Fletcher32.undo(data);
            case DEFLATE -> deflate.undo(data, known(size));
            case LZF -> Lzf.undo(data, known(size));
        };
    }

    private static int known(int size) throws DataFormatException {
        if (size < 0) {
            throw new DataFormatException("two compressors one after the other are not read");
        }
        return size;
    }

    @Override
    public void close() {
        deflate.close();
    }
}
