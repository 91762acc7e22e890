package dev.markhor.formats;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;

/** What is said of a file that the system does not give. */
public final class FileErrors {
    private FileErrors() {}

    /** Channels close themselves when a thread that reads is interrupted, and have no words for it. */
    public static UncheckedIOException cannotRead(Path path, IOException cause) {
        return new UncheckedIOException("cannot read " + path + ": " + reason(cause), cause);
    }

    private static String reason(IOException cause) {
        if (cause instanceof ClosedByInterruptException) {
            return "this thread was interrupted; clear that (Thread.interrupted()) before loading";
        }
        if (cause instanceof ClosedChannelException) {
            return "the file was closed, as a thread that reads it was interrupted";
        }
        return cause.getMessage();
    }
}
