package dev.markhor.error;

/** A file is (or may be) valid but uses something that Markhor does not read or run. The message names the feature and what to do. */
public final class UnsupportedModelException extends MarkhorException {
    private static final long serialVersionUID = 1L;

    public UnsupportedModelException(String message) {
        super(message, null);
    }

    public UnsupportedModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
