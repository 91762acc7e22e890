package dev.markhor.binding;

import org.bytedeco.javacpp.annotation.Cast;
import org.bytedeco.javacpp.annotation.Name;
import org.bytedeco.javacpp.annotation.NoException;
import org.bytedeco.javacpp.annotation.Platform;

/** The crossings into the OpenBLAS shim; see {@code markhor.h}. */
@Platform(include = "markhor.h", library = "markhor_openblas")
@NoException
final class OpenBlasLibrary {
    private OpenBlasLibrary() {}

    @Name("mkb_table")
    static native @Cast("jlong") long table();

    @Name("mkb_limit")
    static native int limit();
}
