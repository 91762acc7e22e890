package dev.markhor.error;

/** Base of the few unchecked exceptions that describe a problem with a model or its file. */
public abstract sealed class MarkhorException extends RuntimeException
        permits MalformedFileException, MemoryLimitException, UnsupportedModelException, WeightMismatchException {
    private static final long serialVersionUID = 1L;

    MarkhorException(String message, Throwable cause) {
        super(message, cause);
    }
}
