package dev.markhor.formats;

import dev.markhor.error.InterruptedCallException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;

/** What is said of a file that the system does not give. */
public final class FileErrors {
    private FileErrors() {}

    /** An {@code UncheckedIOException}, or an {@code InterruptedCallException}. */
    public static RuntimeException cannotRead(Path path, IOException cause) {
        return of("cannot read " + path, cause);
    }

    /** As {@link #cannotRead}; the cause, too, names the file. */
    public static RuntimeException cannotWrite(Path path, IOException cause) {
        String what = "cannot write " + path;
        return cause instanceof ClosedChannelException
                ? of(what, cause)
                : of(what, new IOException(what + ": " + cause.getMessage(), cause));
    }

    /** As {@link #cannotRead}. @param what could not be done */
    public static RuntimeException of(String what, IOException cause) {
        // Channels close themselves when a thread that reads is interrupted, and have no words for it.
        if (cause instanceof ClosedByInterruptException) {
            return interrupted(what, cause);
        }
        if (cause instanceof ClosedChannelException) {
            return new InterruptedCallException(
                    what + ": the file was closed, as a thread that reads it was interrupted", cause);
        }
        String reason = String.valueOf(cause.getMessage());
        return new UncheckedIOException(reason.startsWith(what) ? reason : what + ": " + reason, cause);
    }

    /** @param cause may be null */
    public static InterruptedCallException interrupted(String what, IOException cause) {
        return new InterruptedCallException(
                what + ": this thread was interrupted; clear that (Thread.interrupted()) before loading", cause);
    }
}
