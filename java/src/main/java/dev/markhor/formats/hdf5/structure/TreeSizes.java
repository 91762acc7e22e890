package dev.markhor.formats.hdf5.structure;

/**
 * How many entries nodes of version 1 B-trees hold at least; twice as many at most.
 *
 * @param groupLeaf of symbol nodes
 * @param groupNode of group tree nodes
 * @param chunkNode of chunk tree nodes
 */
public record TreeSizes(int groupLeaf, int groupNode, int chunkNode) {
    static final TreeSizes DEFAULT = new TreeSizes(4, 16, 32);
}
