package dev.markhor.formats.hdf5.structure;

import dev.markhor.formats.hdf5.io.Claims;
import dev.markhor.formats.hdf5.io.Cursor;
import dev.markhor.formats.hdf5.io.FileBytes;
import java.util.Arrays;

/**
 * Chunks in a B-tree of version 1, by their offset in elements. The library finds a chunk by the keys on either side of the way down to
 * it, so each chunk must lie between all of them.
 */
final class ChunkTree1 {
    private final FileBytes file;
    private final Claims claims;
    private final TreeSizes sizes;
    private final ChunkTable table;

    ChunkTree1(FileBytes file, Claims claims, TreeSizes sizes, ChunkTable table) {
        this.file = file;
        this.claims = claims;
        this.sizes = sizes;
        this.table = table;
    }

    void read() {
        readNode(table.layout().address(), TreeNode1.ANY_LEVEL, 0, null, null);
    }

    /** @param low places in the node are not before it, if not null. @param high places are before it, if not null */
    private void readNode(long address, int level, int depth, long[] low, long[] high) {
        int keyBytes = 8 + 8 * table.layout().dims().length;
        TreeNode1 node =
                TreeNode1.read(file, claims, address, TreeNode1.CHUNKS, level, depth, keyBytes, 2 * sizes.chunkNode());
        for (int i = 0; i < node.count(); i++) {
            long[] from = place(node.key(i));
            long[] to = place(node.key(i + 1));
            node.require(Arrays.compare(from, to) < 0, "keys do not ascend");
            if (node.level() > 0) {
                node.checkSiblings(file, i);
                readNode(
                        node.child(i),
                        node.level() - 1,
                        depth + 1,
                        low == null || Arrays.compare(from, low) > 0 ? from : low,
                        high == null || Arrays.compare(to, high) < 0 ? to : high);
            } else {
                node.require(low == null || Arrays.compare(from, low) >= 0, "a chunk before its key");
                node.require(high == null || Arrays.compare(from, high) < 0, "a chunk beyond its key");
                readChunk(node, i);
            }
        }
    }

    /** A key's offsets in chunks; the last number is for the bytes of an element. */
    private long[] place(Cursor key) {
        key.skip(8);
        long[] dims = table.layout().dims();
        long[] place = new long[dims.length];
        for (int d = 0; d < place.length; d++) {
            place[d] = Long.divideUnsigned(key.u64(), dims[d]);
        }
        return place;
    }

    private void readChunk(TreeNode1 node, int i) {
        long address = node.child(i);
        Cursor key = node.key(i);
        long bytes = key.u32();
        int mask = (int) key.u32();
        int rank = table.grid().rank();
        long[] place = new long[rank];
        for (int d = 0; d < rank; d++) {
            long offset = key.length("offset of a chunk");
            long chunkDim = table.grid().chunkDims()[d];
            key.require(
                    offset % chunkDim == 0, "offset of a chunk: expected a multiple of %s, found %s", chunkDim, offset);
            place[d] = offset / chunkDim;
        }
        key.expect("offset of a chunk in its elements", 0, key.u64());
        table.add(key, place, address, bytes, mask);
        table.requireAscending(key);
    }
}
