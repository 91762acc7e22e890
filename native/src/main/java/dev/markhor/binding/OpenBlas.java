package dev.markhor.binding;

/** OpenBLAS, loaded on demand and then open to the kernels. */
public final class OpenBlas {
    private static volatile boolean loaded;

    private OpenBlas() {}

    /**
     * Loads OpenBLAS if it is not yet loaded and gives its functions to the kernels, so that one program can use both. It runs
     * single-threaded; work is split outside of it.
     *
     * @throws NativeLoadException if it cannot be loaded
     */
    public static void load() {
        if (!loaded) {
            loadOnce();
        }
    }

    private static synchronized void loadOnce() {
        if (loaded) {
            return;
        }
        Kernels.load();
        NativeLibrary.OPENBLAS.load();
        long table = OpenBlasLibrary.table();
        if (table == 0) {
            throw new NativeLoadException(
                    "Another copy of OpenBLAS was put in front of Markhor's own for the whole process (LD_PRELOAD?)",
                    null);
        }
        KernelLibrary.setBlas(table);
        loaded = true;
    }

    /** True once {@link #load} has succeeded in this class loader. */
    public static boolean isLoaded() {
        return loaded;
    }

    /** The number of threads that OpenBLAS serves at once; more wait. */
    public static int concurrency() {
        load();
        return OpenBlasLibrary.limit();
    }
}
