package dev.markhor.formats.hdf5.structure;

import dev.markhor.formats.hdf5.io.Claims;
import dev.markhor.formats.hdf5.io.Cursor;
import dev.markhor.formats.hdf5.io.FileBytes;
import dev.markhor.formats.hdf5.io.Hdf5Limits;

/** A node of a B-tree of version 1: keys and children in turn, one key more than children. */
final class TreeNode1 {
    static final int GROUP = 0;
    static final int CHUNKS = 1;
    static final int ANY_LEVEL = -1;

    private static final int HEAD_BYTES = 24;

    private final Cursor in;
    private final int keyBytes;
    private final int level;
    private final int count;

    private TreeNode1(Cursor in, int keyBytes, int level, int count) {
        this.in = in;
        this.keyBytes = keyBytes;
        this.level = level;
        this.count = count;
    }

    /** @param expectedLevel one less than the parent's; {@link #ANY_LEVEL} for the root */
    static TreeNode1 read(
            FileBytes file,
            Claims claims,
            long address,
            int type,
            int expectedLevel,
            int depth,
            int keyBytes,
            int maxEntries) {
        long bytes = HEAD_BYTES + 8L * maxEntries + (maxEntries + 1L) * keyBytes;
        claims.claim(address, bytes, "tree node");
        Cursor in = file.cursor(address, bytes, type == GROUP ? "group tree node" : "chunk tree node");
        in.signature("TREE");
        in.expect("kind of tree", type, in.u8());
        int level = in.u8();
        int count = in.u16();
        in.require(depth <= Hdf5Limits.TREE_DEPTH && level <= Hdf5Limits.TREE_DEPTH, "tree too deep");
        if (expectedLevel != ANY_LEVEL) {
            in.expect("tree level", expectedLevel, level);
        }
        in.range("number of entries", depth == 0 && level == 0 ? 0 : 1, maxEntries, count);
        if (depth == 0) {
            in.require(in.u64() == Cursor.UNDEFINED && in.u64() == Cursor.UNDEFINED, "the root of a tree has siblings");
        }
        return new TreeNode1(in, keyBytes, level, count);
    }

    int level() {
        return level;
    }

    int count() {
        return count;
    }

    /** The cursor at key {@code i}, 0 to the number of children. */
    Cursor key(int i) {
        in.seek(HEAD_BYTES + i * (keyBytes + 8L));
        return in;
    }

    long child(int i) {
        in.seek(HEAD_BYTES + i * (keyBytes + 8L) + keyBytes);
        return in.u64();
    }

    /** Children of an inner node name their neighbours, which must be the node's other children. */
    void checkSiblings(FileBytes file, int i) {
        Cursor child = file.cursor(child(i), HEAD_BYTES, "tree node");
        child.skip(8);
        long left = child.u64();
        long right = child.u64();
        if (i > 0) {
            child.expect("left sibling", child(i - 1), left);
        }
        if (i + 1 < count) {
            child.expect("right sibling", child(i + 1), right);
        }
    }

    void require(boolean condition, String reason) {
        in.require(condition, reason);
    }
}
