package dev.markhor.error;

/**
 * A model would take more native memory than it, or the process, may have. Nothing was taken, and everything is as it was before. The message says
 * what wanted how much, what is in use, which limit it is and where it was set, and what to do.
 */
public final class MemoryLimitException extends MarkhorException {
    private static final long serialVersionUID = 1L;

    public MemoryLimitException(String message) {
        super(message, null);
    }
}
