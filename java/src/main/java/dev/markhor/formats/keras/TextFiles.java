package dev.markhor.formats.keras;

import dev.markhor.error.MalformedFileException;
import dev.markhor.formats.Limits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads small files as a whole: what is larger than any configuration is refused before memory is taken for it. */
public final class TextFiles {
    private TextFiles() {}

    /** The text; bytes that are no UTF-8 become replacement characters. */
    public static String read(Path file) {
        return new String(readBytes(file), StandardCharsets.UTF_8);
    }

    static byte[] readBytes(Path file) {
        try {
            long size = Files.size(file);
            if (size > Limits.ZIP_MEMBER_IN_MEMORY) {
                throw new MalformedFileException(
                        file + ": " + size + " bytes, the limit is " + Limits.ZIP_MEMBER_IN_MEMORY);
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
