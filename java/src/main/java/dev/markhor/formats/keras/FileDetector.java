package dev.markhor.formats.keras;

import java.nio.file.Path;

/** Tells what kind of model file a path is. */
public final class FileDetector {
    private FileDetector() {}

    /**
     * Looks at the bytes of a file, the members of a folder, or the files that begin with a checkpoint prefix.
     *
     * @throws dev.markhor.error.MalformedFileException if there is nothing, or nothing recognisable
     * @throws dev.markhor.error.UnsupportedModelException if it is something known that is not read: says what it is and what to do
     */
    public static FileKind detect(Path path) {
        throw new UnsupportedOperationException("not built yet");
    }
}
