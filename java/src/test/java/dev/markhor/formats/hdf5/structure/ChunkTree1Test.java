package dev.markhor.formats.hdf5.structure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.error.MarkhorException;
import dev.markhor.formats.hdf5.io.Bytes;
import dev.markhor.formats.hdf5.io.Claims;
import dev.markhor.formats.hdf5.io.Cursor;
import dev.markhor.formats.hdf5.io.FileBytes;
import dev.markhor.formats.hdf5.message.ChunkIndexKind;
import dev.markhor.formats.hdf5.message.DataLayout;
import dev.markhor.formats.hdf5.message.Dataspace;
import dev.markhor.formats.hdf5.message.FilterPipeline;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trees of version 1 over chunks of ten bytes: a leaf, or a root with two leaves. */
class ChunkTree1Test {
    private static final int NODE = 24 + 2 * 8 + 3 * 24;
    private static final int DATA = 3 * NODE;
    private static final long NONE = Cursor.UNDEFINED;

    @TempDir
    private Path folder;

    private static Bytes node(int level, int count, long left, long right) {
        return new Bytes()
                .text("TREE")
                .u8(TreeNode1.CHUNKS, level)
                .u16(count)
                .u64(left)
                .u64(right);
    }

    private static Bytes key(Bytes node, long offset) {
        return node.u32(10).u32(0).u64(offset).u64(0);
    }

    private static long data(int chunk) {
        return DATA + 10L * chunk;
    }

    private static byte[] padded(Bytes node) {
        return node.zeros(NODE - node.toArray().length).toArray();
    }

    /** A leaf with two chunks. */
    private static byte[] leaf(long left, long right, int first, long... keys) {
        Bytes node = node(0, 2, left, right);
        key(node, keys[0]).u64(data(first));
        key(node, keys[1]).u64(data(first + 1));
        return padded(key(node, keys[2]));
    }

    private ChunkTable read(Bytes file) {
        long[] dims = {40};
        DataLayout.Chunked layout =
                new DataLayout.Chunked(3, new long[] {10, 1}, 4, false, new ChunkIndexKind.TreeV1(), 0);
        file.zeros(DATA + 40 - file.toArray().length);
        try (FileBytes bytes = file.open(folder)) {
            return ChunkTable.read(
                    bytes,
                    new Claims(bytes),
                    new TreeSizes(4, 16, 1),
                    bytes.cursor(0, 0, "dataset"),
                    layout,
                    new Dataspace(dims, dims, 40),
                    new FilterPipeline(List.of()));
        }
    }

    private void refused(String reason, Bytes file) {
        MarkhorException e = assertThrows(MarkhorException.class, () -> read(file));
        assertTrue(e.getMessage().contains(reason), e.getMessage());
    }

    private static Bytes leafAlone(long... keys) {
        return new Bytes().bytes(leaf(NONE, NONE, 0, keys));
    }

    @Test
    void oneLeaf() {
        ChunkTable table = read(leafAlone(0, 30, 40));
        assertEquals(2, table.count());
        assertArrayEquals(new long[] {3}, table.place(1));
        assertEquals(data(1), table.address(1));
        refused("keys do not ascend", leafAlone(0, 0, 10));
        refused("keys do not ascend", leafAlone(0, 10, 10));
        refused("keys do not ascend", leafAlone(10, 0, 20));
        refused("offset of a chunk: expected a multiple of 10, found 5", leafAlone(5, 10, 20));
        Bytes inside = node(0, 1, NONE, NONE).u32(10).u32(0).u64(0).u64(1).u64(data(0));
        refused("offset of a chunk in its elements: expected 0, found 1", key(inside, 10));
    }

    private static Bytes twoLeaves(long[] root, long[] first, long[] second, long left, long right) {
        Bytes top = node(1, 2, NONE, NONE);
        key(top, root[0]).u64(NODE);
        key(top, root[1]).u64(2 * NODE);
        return new Bytes()
                .bytes(padded(key(top, root[2])))
                .bytes(leaf(NONE, right, 0, first))
                .bytes(leaf(left, NONE, 2, second));
    }

    private static long[] keys(long... keys) {
        return keys;
    }

    @Test
    void twoLevels() {
        long right = 2 * NODE;
        long left = NODE;
        long[] root = keys(0, 20, 40);
        long[] first = keys(0, 10, 20);
        long[] second = keys(20, 30, 40);
        assertEquals(4, read(twoLeaves(root, first, second, left, right)).count());
        refused("right sibling: expected 224, found 0", twoLeaves(root, first, second, left, 0));
        refused("left sibling: expected 112, found 0", twoLeaves(root, first, second, 0, right));
        refused("a chunk before its key", twoLeaves(keys(10, 20, 40), first, second, left, right));
        refused("a chunk before its key", twoLeaves(keys(0, 30, 40), first, second, left, right));
        refused("a chunk beyond its key", twoLeaves(keys(0, 10, 40), first, second, left, right));
        refused("a chunk beyond its key", twoLeaves(keys(0, 20, 30), first, second, left, right));
        byte[] deep = twoLeaves(root, first, second, left, right).toArray();
        deep[NODE + 5] = 1;
        refused("tree level: expected 0, found 1", new Bytes().bytes(deep));
    }
}
