package dev.markhor.formats.hdf5.structure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.error.MalformedFileException;
import dev.markhor.formats.hdf5.io.Bytes;
import dev.markhor.formats.hdf5.io.Cursor;
import dev.markhor.formats.hdf5.message.ChunkIndexKind;
import dev.markhor.formats.hdf5.message.DataLayout;
import dev.markhor.formats.hdf5.message.Dataspace;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class ChunkGridTest {
    private static final long[] NONE = {};
    private static final long MOST = 1L << 31;

    @TempDir
    private Path folder;

    private Cursor in() {
        return new Bytes().zeros(8).cursor(folder);
    }

    /** @param chunk with the bytes of an element as last number */
    private ChunkGrid grid(long[] dims, long[] max, long... chunk) {
        Dataspace space = new Dataspace(dims, max.length == 0 ? dims : max, 0);
        return ChunkGrid.of(in(), space, new DataLayout.Chunked(4, chunk, 8, false, new ChunkIndexKind.Implicit(), 0));
    }

    private static void refused(String reason, Executable action) {
        MalformedFileException e = assertThrows(MalformedFileException.class, action);
        assertTrue(e.getMessage().contains(reason), e.getMessage());
    }

    @Test
    void placesAndNumbers() {
        ChunkGrid grid = grid(new long[] {5, 6}, NONE, 2, 3, 4);
        assertArrayEquals(new long[] {3, 2}, grid.counts());
        assertEquals(6, grid.count());
        for (int number = 0; number < 6; number++) {
            assertEquals(number, grid.number(grid.place(number)));
        }
        assertArrayEquals(new long[] {2, 1}, grid.place(5));
        for (long[] outside : new long[][] {{3, 0}, {0, 2}, {-1, 0}, {0, -1}}) {
            assertEquals(-1, grid.number(outside));
        }
    }

    @Test
    void edges() {
        ChunkGrid grid = grid(new long[] {5, 6}, NONE, 2, 3, 4);
        assertFalse(grid.isEdge(new long[] {0, 0}));
        assertFalse(grid.isEdge(new long[] {1, 1}));
        assertTrue(grid.isEdge(new long[] {2, 0}));
        assertTrue(grid(new long[] {4, 7}, NONE, 2, 3, 4).isEdge(new long[] {0, 2}));
        assertFalse(grid(NONE, NONE, 4).isEdge(NONE));
    }

    @Test
    void ranks() {
        refused("rank of a chunk: expected 1, found 2", () -> grid(new long[] {5}, NONE, 2, 3, 4));
    }

    @Test
    void asManyChunksAsThereMayBe() {
        assertEquals(MOST, grid(new long[] {MOST}, NONE, 1, 4).count());
        refused("too many chunks", () -> grid(new long[] {MOST + 1}, NONE, 1, 4));
        assertEquals(MOST, grid(new long[] {1 << 20, 1 << 11}, NONE, 1, 1, 4).count());
        refused("too many chunks", () -> grid(new long[] {1 << 20, (1 << 11) + 1}, NONE, 1, 1, 4));
        assertEquals(0, grid(new long[] {0, MOST}, NONE, 1, 1, 4).count());
    }

    @Test
    void asManyChunksAsADatasetMayGetWhenItGrows() {
        long[] one = {1, 1};
        assertEquals(15, grid(one, new long[] {5, 9}, 2, 2, 4).maxCount(in()));
        assertEquals(MOST, grid(one, new long[] {1 << 20, 1 << 11}, 1, 1, 4).maxCount(in()));
        ChunkGrid more = grid(one, new long[] {1 << 20, (1 << 11) + 1}, 1, 1, 4);
        refused("too many chunks", () -> more.maxCount(in()));
        assertEquals(0, grid(one, new long[] {0, 5}, 1, 1, 4).maxCount(in()));
        ChunkGrid unbounded = grid(one, new long[] {5, Dataspace.UNLIMITED}, 1, 1, 4);
        refused("a chunk index of fixed size for an unlimited dataset", () -> unbounded.maxCount(in()));
    }

    @Test
    void arraysCountTheUnlimitedDimensionFirst() {
        long free = Dataspace.UNLIMITED;
        ChunkGrid grid = grid(new long[] {4, 6, 9}, new long[] {4, free, 9}, 2, 2, 3, 4);
        assertEquals(1, grid.unlimitedDimension(in()));
        int[] order = grid.arrayOrder(1);
        assertArrayEquals(new int[] {1, 0, 2}, order);
        assertArrayEquals(new int[] {0, 1, 2}, grid.arrayOrder(-1));
        assertArrayEquals(new long[] {1, 2, 2}, grid.placeInArray(2 * 6 + 3 + 2, order));
        assertEquals(0, grid(new long[] {4}, new long[] {free}, 2, 4).unlimitedDimension(in()));
        ChunkGrid two = grid(new long[] {4, 6}, new long[] {free, free}, 2, 2, 4);
        refused("an extensible array for several unlimited dimensions", () -> two.unlimitedDimension(in()));
        ChunkGrid none = grid(new long[] {4, 6}, NONE, 2, 2, 4);
        refused("an extensible array without an unlimited dimension", () -> none.unlimitedDimension(in()));
    }
}
