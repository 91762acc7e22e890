package dev.markhor.formats.hdf5.structure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.error.MarkhorException;
import dev.markhor.formats.hdf5.io.Bytes;
import dev.markhor.formats.hdf5.io.Claims;
import dev.markhor.formats.hdf5.io.FileBytes;
import dev.markhor.formats.hdf5.message.ChunkIndexKind;
import dev.markhor.formats.hdf5.message.DataLayout;
import dev.markhor.formats.hdf5.message.Dataspace;
import dev.markhor.formats.hdf5.message.FilterPipeline;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an index may say of chunks, in a tree of one leaf: chunks of ten float32 of a dataset of 25. */
class ChunkTableTest {
    private static final int NODE = 512;
    private static final int WHOLE = 40;
    private static final int DATA = 38 + NODE;

    @TempDir
    private Path folder;

    private record Chunk(long address, long bytes, int mask, long place) {}

    private static final FilterPipeline NONE = new FilterPipeline(List.of());
    private static final FilterPipeline FILTERS = new FilterPipeline(List.of(
            new FilterPipeline.Filter(FilterPipeline.Kind.DEFLATE, true, 6),
            new FilterPipeline.Filter(FilterPipeline.Kind.FLETCHER32, false, 0)));

    private ChunkTable read(FilterPipeline pipeline, boolean plainEdges, long elements, Chunk... chunks) {
        boolean filtered = !pipeline.filters().isEmpty();
        int type = filtered ? Tree2.FILTERED_CHUNKS : Tree2.CHUNKS;
        Bytes bytes = new Bytes()
                .text("BTHD")
                .u8(0, type)
                .u32(NODE)
                .u16(filtered ? 28 : 16)
                .u16(0)
                .u8(100, 40)
                .u64(38)
                .u16(chunks.length)
                .u64(chunks.length)
                .checksum();
        Bytes leaf = new Bytes().text("BTLF").u8(0, type);
        for (Chunk chunk : chunks) {
            leaf.u64(chunk.address);
            if (filtered) {
                leaf.u64(chunk.bytes).u32(chunk.mask);
            }
            leaf.u64(chunk.place);
        }
        byte[] node = leaf.checksum().toArray();
        bytes.bytes(node).zeros(NODE - node.length).zeros(4 * WHOLE + 200);
        DataLayout.Chunked layout =
                new DataLayout.Chunked(4, new long[] {10, 4}, 8, plainEdges, new ChunkIndexKind.TreeV2(NODE), 0);
        long[] dims = {elements};
        try (FileBytes file = bytes.open(folder)) {
            return ChunkTable.read(
                    file,
                    new Claims(file),
                    TreeSizes.DEFAULT,
                    file.cursor(0, 0, "dataset"),
                    layout,
                    new Dataspace(dims, dims, elements),
                    pipeline);
        }
    }

    private void refused(String reason, FilterPipeline pipeline, boolean plainEdges, Chunk... chunks) {
        MarkhorException e = assertThrows(MarkhorException.class, () -> read(pipeline, plainEdges, 25, chunks));
        assertTrue(e.getMessage().contains(reason), e.getMessage());
    }

    private static Chunk chunk(int place) {
        return new Chunk(DATA + (long) WHOLE * place, WHOLE, 0, place);
    }

    @Test
    void chunksWithoutFilters() {
        ChunkTable table = read(NONE, false, 25, chunk(0), chunk(2));
        assertEquals(2, table.count());
        assertArrayEquals(new long[] {2}, table.place(1));
        assertEquals(DATA + 2 * WHOLE, table.address(1));
        assertEquals(WHOLE, table.bytes(1));
        assertEquals(-1, table.filterMask(1));
        refused("chunk outside of its dataset", NONE, false, chunk(3));
        refused("chunks do not ascend", NONE, false, chunk(1), chunk(0));
        refused("chunks do not ascend", NONE, false, chunk(1), new Chunk(DATA, WHOLE, 0, 1));
        refused("overlaps another structure", NONE, false, chunk(0), new Chunk(DATA + 1, WHOLE, 0, 1));
        refused("a chunk without an address", NONE, false, new Chunk(-1, WHOLE, 0, 1));
        assertEquals(0, read(NONE, false, 0, chunk(5)).count()); // nobody looks for chunks of nothing
    }

    @Test
    void chunksThatWentThroughFilters() {
        for (long bytes : new long[] {1, WHOLE, WHOLE + 64}) {
            assertEquals(
                    bytes,
                    read(FILTERS, false, 25, new Chunk(DATA, bytes, 1, 0)).bytes(0));
        }
        for (long bytes : new long[] {0, WHOLE + 65}) {
            refused(
                    "bytes of chunk [0]: expected 1 to 104, found " + bytes,
                    FILTERS,
                    false,
                    new Chunk(DATA, bytes, 0, 0));
        }
        refused("filter FLETCHER32 is skipped but not optional", FILTERS, false, new Chunk(DATA, 9, 2, 0));
        refused("filter mask 4 of 2 filters", FILTERS, false, new Chunk(DATA, 9, 4, 0));
    }

    @Test
    void edgesThatWentAroundFilters() {
        ChunkTable table = read(FILTERS, true, 25, new Chunk(DATA, 9, 1, 1), chunk(2));
        assertEquals(1, table.filterMask(0));
        assertEquals(-1, table.filterMask(1));
        refused("bytes of chunk [2]: expected 40, found 9", FILTERS, true, new Chunk(DATA, 9, 0, 2));
        assertEquals(9, read(FILTERS, true, 30, new Chunk(DATA, 9, 0, 2)).bytes(0));
    }

    private void refusedIndex(String reason, FilterPipeline pipeline, long elements, ChunkIndexKind index) {
        DataLayout.Chunked layout = new DataLayout.Chunked(4, new long[] {10, 4}, 8, false, index, 0);
        long[] dims = {elements};
        try (FileBytes file = new Bytes().zeros(4 * WHOLE).open(folder)) {
            MarkhorException e = assertThrows(
                    MarkhorException.class,
                    () -> ChunkTable.read(
                            file,
                            new Claims(file),
                            TreeSizes.DEFAULT,
                            file.cursor(0, 0, "dataset"),
                            layout,
                            new Dataspace(dims, dims, elements),
                            pipeline));
            assertTrue(e.getMessage().contains(reason), e.getMessage());
        }
    }

    @Test
    void indexesThatDoNotGoWithTheirDataset() {
        refusedIndex(
                "chunks of a dataset with a single chunk: expected 1, found 3",
                NONE,
                25,
                new ChunkIndexKind.Single(-1, 0));
        String reason = "a single chunk with filters but no size, or a size but no filters";
        refusedIndex(reason, NONE, 10, new ChunkIndexKind.Single(WHOLE, 0));
        refusedIndex(reason, FILTERS, 10, new ChunkIndexKind.Single(-1, 0));
        refusedIndex("bytes of chunk [0]: expected 1 to 104, found 0", FILTERS, 10, new ChunkIndexKind.Single(0, 0));
        refusedIndex("filters with an implicit chunk index", FILTERS, 10, new ChunkIndexKind.Implicit());
    }
}
