package dev.markhor.error;

/** A file is (or may be) valid but uses something that Markhor does not read or run. The message names the feature and what to do. */
public final class UnsupportedModelException extends MarkhorException {
    private static final long serialVersionUID = 1L;

    private final boolean registrable;

    public UnsupportedModelException(String message) {
        this(message, false);
    }

    public UnsupportedModelException(String message, Throwable cause) {
        super(message, cause);
        registrable = false;
    }

    private UnsupportedModelException(String message, boolean registrable) {
        super(message, null);
        this.registrable = registrable;
    }

    /** For a class or function that is not known here. @param message names it, and what to register */
    public static UnsupportedModelException unregistered(String message) {
        return new UnsupportedModelException(message, true);
    }

    /** Whether a class or function is missing that the caller can register with the loading call, as the message tells. */
    public boolean isRegistrable() {
        return registrable;
    }
}
