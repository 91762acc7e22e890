package dev.markhor.formats.keras;

import dev.markhor.formats.Limits;
import dev.markhor.formats.WholeFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Reads small files as a whole: what is larger than any configuration is refused before memory is taken for it. */
public final class TextFiles {
    private TextFiles() {}

    /** The text; bytes that are no UTF-8 become replacement characters. */
    public static String read(Path file) {
        return new String(readBytes(file), StandardCharsets.UTF_8);
    }

    static byte[] readBytes(Path file) {
        return WholeFile.read(file, Limits.ZIP_MEMBER_IN_MEMORY);
    }
}
