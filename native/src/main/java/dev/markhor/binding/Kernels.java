package dev.markhor.binding;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The kernels library: which instruction sets it can use here and which one it uses. */
public final class Kernels {
    /** Instruction sets for which every kernel exists, weakest first. */
    public enum Isa {
        PORTABLE,
        AVX2,
        AVX512
    }

    private static volatile boolean loaded;

    private Kernels() {}

    /**
     * Loads the library if it is not yet loaded. The system property {@code markhor.isa} (portable, avx2, avx512) is read
     * here, once.
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
        NativeLibrary.KERNELS.load();
        String wanted = System.getProperty("markhor.isa");
        if (wanted != null && !wanted.isEmpty()) {
            force(parse(wanted));
        }
        loaded = true;
    }

    private static Isa parse(String wanted) {
        try {
            return Isa.valueOf(wanted.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("markhor.isa is portable, avx2 or avx512, not " + wanted, e);
        }
    }

    /** The instruction sets that this machine can run. */
    public static Set<Isa> supportedIsas() {
        load();
        int mask = KernelLibrary.supportedIsas();
        Set<Isa> isas = EnumSet.noneOf(Isa.class);
        for (Isa isa : Isa.values()) {
            if ((mask & 1 << isa.ordinal()) != 0) {
                isas.add(isa);
            }
        }
        return isas;
    }

    /** The instruction set in use. */
    public static Isa isa() {
        load();
        return Isa.values()[KernelLibrary.currentIsa()];
    }

    /**
     * Makes all later runs in this process use {@code isa}; for tests and for hunting a difference.
     *
     * @throws UnsupportedOperationException if this machine cannot run it
     */
    public static void forceIsa(Isa isa) {
        load();
        force(isa);
    }

    private static void force(Isa isa) {
        if (KernelLibrary.forceIsa(isa.ordinal()) != 0) {
            throw new UnsupportedOperationException("This processor cannot run " + isa + " code");
        }
    }
}
