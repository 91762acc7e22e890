package dev.markhor.formats.hdf5.structure;

import dev.markhor.formats.hdf5.io.Claims;
import dev.markhor.formats.hdf5.io.Cursor;
import dev.markhor.formats.hdf5.io.FileBytes;
import dev.markhor.formats.hdf5.message.ChunkIndexKind;

/** Reads the index a dataset has into its chunk table. */
final class ChunkIndexes {
    private ChunkIndexes() {}

    static void read(FileBytes file, Claims claims, TreeSizes sizes, Cursor header, ChunkTable table) {
        ChunkIndexKind kind = table.layout().index();
        if (kind instanceof ChunkIndexKind.TreeV1) {
            new ChunkTree1(file, claims, sizes, table).read();
        } else if (kind instanceof ChunkIndexKind.Single single) {
            readSingle(header, table, single);
        } else if (kind instanceof ChunkIndexKind.Implicit) {
            readImplicit(header, table);
        } else if (kind instanceof ChunkIndexKind.FixedArray array) {
            new FixedArray(file, claims, table, array).read(header);
        } else if (kind instanceof ChunkIndexKind.ExtensibleArray array) {
            new ExtensibleArray(file, claims, table, array).read(header);
        } else if (kind instanceof ChunkIndexKind.TreeV2 tree) {
            ChunkTree2.read(file, claims, table, tree);
        } else {
            throw new IllegalStateException("chunk index " + kind);
        }
    }

    private static void readSingle(Cursor header, ChunkTable table, ChunkIndexKind.Single single) {
        header.expect("chunks of a dataset with a single chunk", 1, table.grid().count());
        boolean hasSize = single.bytes() >= 0;
        header.require(
                hasSize == table.isFiltered(), "a single chunk with filters but no size, or a size but no filters");
        long bytes = hasSize ? single.bytes() : table.layout().chunkBytes();
        table.add(header, new long[table.grid().rank()], table.layout().address(), bytes, single.filterMask());
    }

    private static void readImplicit(Cursor header, ChunkTable table) {
        header.require(!table.isFiltered(), "filters with an implicit chunk index");
        int[] order = table.grid().arrayOrder(-1);
        long count = table.grid().maxCount(header);
        long bytes = table.layout().chunkBytes();
        for (long i = 0; i < count; i++) {
            table.add(
                    header, table.grid().placeInArray(i, order), table.layout().address() + i * bytes, bytes, 0);
        }
    }
}
