package dev.markhor.formats.hdf5.structure;

import dev.markhor.formats.hdf5.io.Claims;
import dev.markhor.formats.hdf5.io.Cursor;
import dev.markhor.formats.hdf5.io.FileBytes;
import dev.markhor.formats.hdf5.message.ChunkIndexKind;

/** Chunks in a B-tree of version 2, by their place: datasets with several unlimited dimensions. */
final class ChunkTree2 {
    private ChunkTree2() {}

    static void read(FileBytes file, Claims claims, ChunkTable table, ChunkIndexKind.TreeV2 kind) {
        ChunkEntry entry = new ChunkEntry(table);
        int rank = table.grid().rank();
        int type = table.isFiltered() ? Tree2.FILTERED_CHUNKS : Tree2.CHUNKS;
        Tree2.read(file, claims, table.layout().address(), type, entry.bytes() + 8 * rank, record -> {
            int before = table.count();
            entry.read(record, in -> readPlace(in, rank));
            record.require(table.count() == before + 1, "a chunk without an address");
            table.requireAscending(record);
        });
    }

    private static long[] readPlace(Cursor in, int rank) {
        long[] place = new long[rank];
        for (int i = 0; i < rank; i++) {
            place[i] = in.length("place of a chunk");
        }
        return place;
    }
}
