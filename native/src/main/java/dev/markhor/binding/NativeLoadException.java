package dev.markhor.binding;

/** A native library could not be unpacked or loaded; the message says what to do about it. */
public final class NativeLoadException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NativeLoadException(String message, Throwable cause) {
        super(message, cause);
    }
}
