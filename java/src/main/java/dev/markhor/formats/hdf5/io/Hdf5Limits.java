package dev.markhor.formats.hdf5.io;

/** Bounds on what a file may make us do. Each is far beyond what model files have. */
public final class Hdf5Limits {
    public static final int GROUP_DEPTH = 64;
    public static final int OBJECTS = 1_000_000;
    public static final int TREE_DEPTH = 16;
    public static final int HEADER_CONTINUATIONS = 4096;
    public static final int RANK = 32;
    public static final long ELEMENTS = 1L << 40;
    public static final int TYPE_BYTES = 1 << 24;
    public static final int NAME_BYTES = 4096;
    /** Bytes of one chunk after decompression: what a reader holds in memory at once. */
    public static final long CHUNK_BYTES = 128L << 20;

    public static final int CHUNKS = 1 << 22;
    /** Bytes, all datasets together, that exist by fill value only. */
    public static final long UNALLOCATED_BYTES = 256L << 20;
    /** Strings of variable length, all attributes and datasets together. */
    public static final long STRINGS = 4_000_000;

    /** Bytes of the strings of fixed length in a dataset. */
    public static final int FIXED_STRING_BYTES = 256 << 20;

    private Hdf5Limits() {}
}
