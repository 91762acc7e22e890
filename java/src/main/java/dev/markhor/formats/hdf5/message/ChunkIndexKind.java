package dev.markhor.formats.hdf5.message;

import dev.markhor.formats.hdf5.io.Cursor;

/** How the chunks of a dataset are found, with what the layout message says about it. */
public sealed interface ChunkIndexKind {
    /** B-tree of version 1: all files that were not written with a "latest" library version. */
    record TreeV1() implements ChunkIndexKind {}

    /** The dataset is one chunk. @param bytes stored, -1 if no filter was used @param filterMask filters that were skipped */
    record Single(long bytes, int filterMask) implements ChunkIndexKind {}

    /** All chunks one after the other. */
    record Implicit() implements ChunkIndexKind {}

    record FixedArray(int pageBits) implements ChunkIndexKind {}

    record ExtensibleArray(int maxBits, int indexElements, int minPointers, int minElements, int pageBits)
            implements ChunkIndexKind {}

    record TreeV2(long nodeBytes) implements ChunkIndexKind {}

    static ChunkIndexKind read(Cursor in, int layoutVersion, boolean filteredSingle) {
        int kind = in.u8();
        in.require(!filteredSingle || kind == 1, "flag of a filtered single chunk with another index");
        return switch (kind) {
            case 1 -> filteredSingle ? new Single(in.length("chunk bytes"), (int) in.u32()) : new Single(-1, 0);
            case 2 -> new Implicit();
            case 3 -> new FixedArray(in.u8());
            case 4 -> readExtensible(in);
            case 5 -> readTree(in);
            default -> throw in.unsupported("chunk index " + kind + " of data layout " + layoutVersion);
        };
    }

    private static ExtensibleArray readExtensible(Cursor in) {
        int maxBits = in.u8();
        int indexElements = in.u8();
        int minPointers = in.u8();
        int minElements = in.u8();
        return new ExtensibleArray(maxBits, indexElements, minPointers, minElements, in.u8());
    }

    private static TreeV2 readTree(Cursor in) {
        long nodeBytes = in.u32();
        in.skip(2); // when to split and merge nodes: for writers
        return new TreeV2(nodeBytes);
    }
}
