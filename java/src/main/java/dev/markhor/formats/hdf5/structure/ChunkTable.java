package dev.markhor.formats.hdf5.structure;

import dev.markhor.formats.hdf5.io.Claims;
import dev.markhor.formats.hdf5.io.Cursor;
import dev.markhor.formats.hdf5.io.FileBytes;
import dev.markhor.formats.hdf5.io.Hdf5Limits;
import dev.markhor.formats.hdf5.message.DataLayout;
import dev.markhor.formats.hdf5.message.Dataspace;
import dev.markhor.formats.hdf5.message.FilterPipeline;
import java.util.Arrays;

/** The chunks of a dataset that exist: where each is, how long and through which filters it went. */
public final class ChunkTable {
    private final FileBytes file;
    private final Claims claims;
    private final DataLayout.Chunked layout;
    private final boolean filtered;
    private final int filterCount;
    private final FilterPipeline pipeline;
    private final ChunkGrid grid;
    private int count;
    private long[] numbers = new long[8];
    private long[] addresses = new long[8];
    private int[] bytes = new int[8];
    private int[] masks = new int[8];

    private ChunkTable(
            FileBytes file, Claims claims, DataLayout.Chunked layout, FilterPipeline pipeline, ChunkGrid grid) {
        this.file = file;
        this.claims = claims;
        this.layout = layout;
        this.filtered = !pipeline.filters().isEmpty();
        this.filterCount = pipeline.filters().size();
        this.pipeline = pipeline;
        this.grid = grid;
    }

    /** Reads whatever index the dataset has. @param header for errors about the dataset as a whole */
    public static ChunkTable read(
            FileBytes file,
            Claims claims,
            TreeSizes treeSizes,
            Cursor header,
            DataLayout.Chunked layout,
            Dataspace space,
            FilterPipeline pipeline) {
        ChunkGrid grid = ChunkGrid.of(header, space, layout);
        ChunkTable table = new ChunkTable(file, claims, layout, pipeline, grid);
        if (layout.address() != Cursor.UNDEFINED && grid.count() > 0) {
            ChunkIndexes.read(file, claims, treeSizes, header, table);
        }
        return table;
    }

    DataLayout.Chunked layout() {
        return layout;
    }

    boolean isFiltered() {
        return filtered;
    }

    public ChunkGrid grid() {
        return grid;
    }

    /** Number of chunks that exist. */
    public int count() {
        return count;
    }

    public long[] place(int chunk) {
        return grid.place(numbers[chunk]);
    }

    public long address(int chunk) {
        return addresses[chunk];
    }

    public int bytes(int chunk) {
        return bytes[chunk];
    }

    /** Bit i is set if filter i was skipped; all are set for a chunk without filters. */
    public int filterMask(int chunk) {
        return masks[chunk];
    }

    /** Adds a chunk after checking that it can be one. */
    void add(Cursor in, long[] place, long address, long length, int filterMask) {
        long number = grid.number(place);
        in.support(number >= 0, "chunk outside of its dataset");
        in.require(count < Hdf5Limits.CHUNKS, "too many chunks");
        long whole = layout.chunkBytes();
        int mask = filterMask;
        if (!filtered || layout.plainEdges() && grid.isEdge(place)) {
            in.expect("bytes of chunk " + Arrays.toString(place), whole, length);
            in.require(!filtered && mask == 0 || filtered, "filter mask of a chunk without filters");
            mask = -1;
        } else {
            in.range("bytes of chunk " + Arrays.toString(place), 1, whole + whole / 100 + 64, length);
            checkMask(in, mask);
        }
        claims.claim(address, length, "chunk");
        grow();
        numbers[count] = number;
        addresses[count] = address;
        bytes[count] = (int) length;
        masks[count] = mask;
        count++;
    }

    private void checkMask(Cursor in, int mask) {
        in.require(mask >>> filterCount == 0, "filter mask %s of %s filters", mask, filterCount);
        for (int i = 0; i < filterCount; i++) {
            FilterPipeline.Filter filter = pipeline.filters().get(i);
            in.require(
                    (mask >> i & 1) == 0 || filter.optional(), "filter %s is skipped but not optional", filter.kind());
        }
    }

    /** For indexes that are searched: chunks must come in ascending order, each once. */
    void requireAscending(Cursor in) {
        in.require(count < 2 || numbers[count - 1] > numbers[count - 2], "chunks do not ascend");
    }

    private void grow() {
        if (count == numbers.length) {
            int size = count * 2;
            numbers = Arrays.copyOf(numbers, size);
            addresses = Arrays.copyOf(addresses, size);
            bytes = Arrays.copyOf(bytes, size);
            masks = Arrays.copyOf(masks, size);
        }
    }
}
