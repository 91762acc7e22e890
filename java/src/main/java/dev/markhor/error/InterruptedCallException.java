package dev.markhor.error;

/**
 * The thread was interrupted while it loaded or predicted. It still is: who goes on with this thread clears that by
 * {@code Thread.interrupted()}. What was called is as it was before.
 */
public final class InterruptedCallException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InterruptedCallException(String message) {
        this(message, null);
    }

    public InterruptedCallException(String message, Throwable cause) {
        super(message, cause);
    }
}
