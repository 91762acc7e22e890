package dev.markhor.error;

/** Stored weights do not fit the model: another number, shape or type. Nothing was assigned. The message names the layer or key. */
public final class WeightMismatchException extends MarkhorException {
    private static final long serialVersionUID = 1L;

    public WeightMismatchException(String message) {
        super(message, null);
    }

    public WeightMismatchException(String message, Throwable cause) {
        super(message, cause);
    }
}
