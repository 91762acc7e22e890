package dev.markhor.execution;

/** Who computes matrix products and convolutions. */
public enum Backend {
    /** Our own kernels on weights packed once. */
    NATIVE,
    /** OpenBLAS for everything it can do. */
    OPENBLAS;

    /** The setting {@code markhor.kernels}: {@code native} (default) or {@code openblas}. */
    public static Backend configured() {
        String name = System.getProperty("markhor.kernels", "native");
        return switch (name) {
            case "native" -> NATIVE;
            case "openblas" -> OPENBLAS;
            default -> throw new IllegalArgumentException("markhor.kernels is '" + name + "', not native or openblas");
        };
    }
}
