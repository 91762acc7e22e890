package dev.markhor.formats.hdf5.structure;

import dev.markhor.formats.hdf5.io.Cursor;

/** An entry of a chunk array or of a version 2 B-tree: the chunk's address and, with filters, its size and mask. */
final class ChunkEntry {
    private final ChunkTable table;

    ChunkEntry(ChunkTable table) {
        this.table = table;
    }

    int bytes() {
        return table.isFiltered() ? 8 + table.layout().sizeBytes() + 4 : 8;
    }

    /** Class of a chunk array, as its blocks repeat it. */
    int arrayClass() {
        return table.isFiltered() ? 1 : 0;
    }

    /** Reads an entry; then {@code place} names the chunk's place. Tells whether there is a chunk. */
    boolean read(Cursor in, PlaceReader place) {
        long address = in.u64();
        long length = table.layout().chunkBytes();
        int mask = 0;
        if (table.isFiltered()) {
            length = in.unsigned(table.layout().sizeBytes());
            mask = (int) in.u32();
        }
        long[] where = place.read(in);
        if (address == Cursor.UNDEFINED) {
            return false;
        }
        table.add(in, where, address, length, mask);
        return true;
    }

    /** Finds the place of the chunk whose entry was just read. */
    interface PlaceReader {
        long[] read(Cursor in);
    }
}
