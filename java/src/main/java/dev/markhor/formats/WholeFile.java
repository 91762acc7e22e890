package dev.markhor.formats;

import dev.markhor.error.MalformedFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads small files as a whole: configurations, lists, indexes. */
public final class WholeFile {
    private WholeFile() {}

    /**
     * All bytes. What is too large is refused before memory is taken for it, also if it grows, or its size is unknown.
     *
     * @throws MalformedFileException if there are more than {@code limit}
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    public static byte[] read(Path file, long limit) {
        try (InputStream in = Files.newInputStream(file)) {
            long size = Files.size(file);
            byte[] bytes = size > limit ? null : in.readNBytes((int) limit + 1);
            if (bytes == null || bytes.length > limit) {
                throw new MalformedFileException(file + ": " + (bytes == null ? size : "more than " + limit)
                        + " bytes, the limit is " + limit + "; pass the model's own file");
            }
            return bytes;
        } catch (IOException e) {
            throw FileErrors.cannotRead(file, e);
        }
    }
}
