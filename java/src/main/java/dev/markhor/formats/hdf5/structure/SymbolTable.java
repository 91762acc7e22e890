package dev.markhor.formats.hdf5.structure;

import dev.markhor.formats.hdf5.io.Cursor;

/** Where an old-style group keeps its names. @param tree B-tree of version 1 @param heap local heap */
public record SymbolTable(long tree, long heap) {
    /** As {@link #equals}, which for records is slow when a process starts. */
    public boolean isSame(SymbolTable other) {
        return other != null && tree == other.tree && heap == other.heap;
    }

    /** The symbol table message. */
    public static SymbolTable read(Cursor in) {
        return new SymbolTable(in.u64(), in.u64());
    }
}
