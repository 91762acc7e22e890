package dev.markhor.error;

/** A file is damaged, truncated or hostile. The message names the file, the place, what was expected and what was found. */
public final class MalformedFileException extends MarkhorException {
    private static final long serialVersionUID = 1L;

    public MalformedFileException(String message) {
        super(message, null);
    }

    public MalformedFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
