package dev.markhor.formats.hdf5.structure;

import dev.markhor.formats.hdf5.io.Cursor;

/** Where an old-style group keeps its names. @param tree B-tree of version 1 @param heap local heap */
public record SymbolTable(long tree, long heap) {
    /** The symbol table message. */
    public static SymbolTable read(Cursor in) {
        return new SymbolTable(in.u64(), in.u64());
    }
}
