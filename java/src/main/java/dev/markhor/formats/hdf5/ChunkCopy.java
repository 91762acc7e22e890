package dev.markhor.formats.hdf5;

import dev.markhor.formats.hdf5.structure.ChunkGrid;
import java.nio.ByteBuffer;

/** Copies chunks to their places in a row-major array; what sticks out of the array is left away. */
final class ChunkCopy {
    private final ChunkGrid grid;
    private final int elementBytes;
    private final ByteBuffer target;

    ChunkCopy(ChunkGrid grid, int elementBytes, ByteBuffer target) {
        this.grid = grid;
        this.elementBytes = elementBytes;
        this.target = target;
    }

    /** Copies row by row: a row is what lies side by side in both. */
    void copy(byte[] chunk, long[] place) {
        int last = grid.rank() - 1;
        int[] extent = new int[grid.rank()];
        for (int i = 0; i <= last; i++) {
            long start = place[i] * grid.chunkDims()[i];
            extent[i] = (int) Math.min(grid.chunkDims()[i], grid.dims()[i] - start);
        }
        int rowBytes = extent[last] * elementBytes;
        int[] at = new int[grid.rank()];
        do {
            long from = 0;
            long to = 0;
            for (int i = 0; i <= last; i++) {
                from = from * grid.chunkDims()[i] + at[i];
                to = to * grid.dims()[i] + place[i] * grid.chunkDims()[i] + at[i];
            }
            target.put((int) (to * elementBytes), chunk, (int) (from * elementBytes), rowBytes);
        } while (advance(at, extent, last - 1));
    }

    /** Steps to the next row; false after the last one. */
    private static boolean advance(int[] at, int[] extent, int lastOuter) {
        for (int i = lastOuter; i >= 0; i--) {
            if (++at[i] < extent[i]) {
                return true;
            }
            at[i] = 0;
        }
        return false;
    }
}
