package dev.markhor.formats.hdf5.structure;

import dev.markhor.formats.hdf5.io.Cursor;
import dev.markhor.formats.hdf5.message.DataLayout;
import dev.markhor.formats.hdf5.message.Dataspace;

/**
 * How chunks tile a dataset. The <i>place</i> of a chunk is its index along each dimension.
 *
 * @param dims of the dataset
 * @param chunkDims of a chunk
 * @param counts chunks along each dimension
 * @param maxCounts chunks along each dimension when it has grown as far as it may; {@link Dataspace#UNLIMITED} for no bound
 */
public record ChunkGrid(long[] dims, long[] chunkDims, long[] counts, long[] maxCounts) {
    private static final long MOST_CHUNKS = 1L << 31;

    static ChunkGrid of(Cursor in, Dataspace space, DataLayout.Chunked layout) {
        int rank = space.rank();
        in.expect("rank of a chunk", rank, layout.dims().length - 1L);
        long[] chunkDims = new long[rank];
        long[] counts = new long[rank];
        long[] maxCounts = new long[rank];
        long total = 1;
        for (int i = 0; i < rank; i++) {
            chunkDims[i] = layout.dims()[i];
            counts[i] = divideUp(space.dims()[i], chunkDims[i]);
            long max = space.maxDims()[i];
            maxCounts[i] = max == Dataspace.UNLIMITED ? max : divideUp(max, chunkDims[i]);
            if (counts[i] != 0) {
                in.require(total <= MOST_CHUNKS / counts[i], "too many chunks");
            }
            total *= counts[i];
        }
        return new ChunkGrid(space.dims(), chunkDims, counts, maxCounts);
    }

    private static long divideUp(long value, long by) {
        return value / by + (value % by == 0 ? 0 : 1);
    }

    public int rank() {
        return dims.length;
    }

    /** Number of chunks that cover the dataset. */
    public long count() {
        long count = 1;
        for (long along : counts) {
            count *= along;
        }
        return count;
    }

    /** Row-major number of a place; -1 if it lies outside of the dataset. */
    long number(long[] place) {
        long number = 0;
        for (int i = 0; i < place.length; i++) {
            if (place[i] < 0 || place[i] >= counts[i]) {
                return -1;
            }
            number = number * counts[i] + place[i];
        }
        return number;
    }

    /** The place of a row-major number. */
    public long[] place(long number) {
        long[] place = new long[counts.length];
        long rest = number;
        for (int i = counts.length - 1; i >= 0; i--) {
            place[i] = rest % counts[i];
            rest /= counts[i];
        }
        return place;
    }

    /** Whether the chunk sticks out of the dataset. */
    public boolean isEdge(long[] place) {
        for (int i = 0; i < place.length; i++) {
            if ((place[i] + 1) * chunkDims[i] > dims[i]) {
                return true;
            }
        }
        return false;
    }

    /** Chunks of the dataset when grown as far as it may. @throws dev.markhor.error.MalformedFileException if there is no bound */
    long maxCount(Cursor in) {
        long count = 1;
        for (long along : maxCounts) {
            in.require(along != Dataspace.UNLIMITED, "a chunk index of fixed size for an unlimited dataset");
            if (along != 0) {
                in.require(count <= MOST_CHUNKS / along, "too many chunks");
            }
            count *= along;
        }
        return count;
    }

    /** Dimensions as a chunk array counts them: the unlimited one first (if any), the others in order. */
    int[] arrayOrder(int unlimited) {
        int[] order = new int[counts.length];
        int at = 0;
        if (unlimited >= 0) {
            order[at++] = unlimited;
        }
        for (int i = 0; i < order.length; i++) {
            if (i != unlimited) {
                order[at++] = i;
            }
        }
        return order;
    }

    /** The only unlimited dimension. */
    int unlimitedDimension(Cursor in) {
        int unlimited = -1;
        for (int i = 0; i < maxCounts.length; i++) {
            if (maxCounts[i] == Dataspace.UNLIMITED) {
                in.require(unlimited < 0, "an extensible array for several unlimited dimensions");
                unlimited = i;
            }
        }
        in.require(unlimited >= 0, "an extensible array without an unlimited dimension");
        return unlimited;
    }

    /** The place of an element of a chunk array. */
    long[] placeInArray(long element, int[] order) {
        long[] place = new long[order.length];
        long rest = element;
        for (int i = order.length - 1; i > 0; i--) {
            long along = maxCounts[order[i]];
            place[order[i]] = rest % along;
            rest /= along;
        }
        place[order[0]] = rest;
        return place;
    }
}
