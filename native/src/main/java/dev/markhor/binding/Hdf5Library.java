package dev.markhor.binding;

import org.bytedeco.javacpp.annotation.Cast;
import org.bytedeco.javacpp.annotation.Name;
import org.bytedeco.javacpp.annotation.NoException;
import org.bytedeco.javacpp.annotation.Platform;

/** The crossings into the HDF5 shim; see {@code markhor.h}. */
@Platform(include = "markhor.h", library = "markhor_hdf5")
@NoException
final class Hdf5Library {
    private Hdf5Library() {}

    @Name("mkh_open")
    static native @Cast("jlong") long open(
            @Cast("const char*") long path,
            @Cast("int64_t") long base,
            @Cast("int64_t") long length,
            @Cast("int64_t") long fileSize,
            @Cast("int64_t") long modified,
            @Cast("char*") long message);

    @Name("mkh_close")
    static native int close(@Cast("int64_t") long file, @Cast("char*") long message);

    @Name("mkh_describe")
    static native int describe(
            @Cast("int64_t") long file,
            @Cast("const char*") long path,
            @Cast("mkh_dataset*") long dataset,
            @Cast("char*") long message);

    @Name("mkh_read")
    static native int read(
            @Cast("int64_t") long file,
            @Cast("const char*") long path,
            @Cast("const mkh_dataset*") long expected,
            @Cast("void*") long target,
            @Cast("int64_t") long bytes,
            @Cast("char*") long message);

    @Name("mkh_create")
    static native @Cast("jlong") long create(@Cast("const char*") long path, @Cast("char*") long message);

    @Name("mkh_make_group")
    static native int makeGroup(
            @Cast("int64_t") long file, @Cast("const char*") long path, @Cast("char*") long message);

    @Name("mkh_write")
    static native int write(
            @Cast("int64_t") long file,
            @Cast("const char*") long path,
            @Cast("const mkh_dataset*") long dataset,
            @Cast("const void*") long source,
            @Cast("int64_t") long bytes,
            @Cast("char*") long message);

    @Name("mkh_put_text")
    static native int putText(
            @Cast("int64_t") long file,
            @Cast("const char*") long path,
            @Cast("const char*") long name,
            @Cast("const char*") long text,
            @Cast("char*") long message);

    @Name("mkh_put_texts")
    static native int putTexts(
            @Cast("int64_t") long file,
            @Cast("const char*") long path,
            @Cast("const char*") long name,
            @Cast("const char*") long texts,
            @Cast("int64_t") long count,
            @Cast("int64_t") long size,
            @Cast("char*") long message);
}
