package dev.markhor.binding;

import org.bytedeco.javacpp.annotation.Cast;
import org.bytedeco.javacpp.annotation.Name;
import org.bytedeco.javacpp.annotation.NoException;
import org.bytedeco.javacpp.annotation.Platform;

/** The crossings into the kernels library, one for each function of {@code markhor.h} but {@code mk_run}, which {@link Program} has. */
@Platform(include = "markhor.h", library = "markhor_kernels")
@NoException
final class KernelLibrary {
    private KernelLibrary() {}

    @Name("mk_supported_isas")
    static native int supportedIsas();

    @Name("mk_current_isa")
    static native int currentIsa();

    @Name("mk_force_isa")
    static native int forceIsa(int isa);

    @Name("mk_has_opcode")
    static native int hasOpcode(int opcode);

    @Name("mk_run_timed")
    static native int runTimed(
            @Cast("const int64_t*") long words,
            @Cast("int64_t") long count,
            @Cast("void*") long arena,
            @Cast("const int64_t*") long table,
            @Cast("void*") long pool,
            @Cast("int64_t*") long nanos);

    @Name("mk_pool_create")
    static native @Cast("jlong") long createPool(int threads);

    @Name("mk_pool_threads")
    static native int poolThreads(@Cast("const void*") long pool);

    @Name("mk_pool_close")
    static native void closePool(@Cast("void*") long pool);

    @Name("mk_set_blas")
    static native void setBlas(@Cast("const void*") long table);

    @Name("mk_alloc")
    static native @Cast("jlong") long alloc(@Cast("int64_t") long bytes);

    @Name("mk_free")
    static native void free(@Cast("void*") long address);

    @Name("mk_copy")
    static native void copy(@Cast("void*") long target, @Cast("const void*") long source, @Cast("int64_t") long bytes);

    @Name("mk_fill")
    static native void fill(@Cast("void*") long target, int value, @Cast("int64_t") long bytes);
}
