package dev.markhor.formats.keras;

import dev.markhor.error.UnsupportedModelException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Files that a model's folder or list brings in, rather than the user, may not lie elsewhere. */
final class Links {
    private Links() {}

    /**
     * Passes files that lie in the folder.
     *
     * @param file one whose name the folder, or a file in it, gave
     * @throws UnsupportedModelException if symbolic links lead out of the folder
     */
    static Path within(Path folder, Path file) {
        try {
            Path target = file.toRealPath();
            if (!target.startsWith(folder.toRealPath())) {
                throw new UnsupportedModelException(file + ": leads out of the model's folder by a symbolic link, to "
                        + target + ", which is not followed; put a copy of the file in its place");
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
