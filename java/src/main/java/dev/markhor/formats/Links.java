package dev.markhor.formats;

import dev.markhor.error.UnsupportedModelException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Files that a model's folder or list brings in, rather than the user, may not lie elsewhere. The cache of the Hugging Face hub is of one
 * piece: files of a folder {@code snapshots/REVISION} are links to ones in {@code blobs} beside {@code snapshots}.
 */
public final class Links {
    private static final String SNAPSHOTS = "snapshots";
    private static final String BLOBS = "blobs";

    private Links() {}

    /**
     * Passes files that lie in the folder.
     *
     * @param file one whose name the folder, or a file in it, gave
     * @throws UnsupportedModelException if symbolic links lead out of the folder, or this is no file but a pipe or a device
     * @throws UncheckedIOException if there is no such file
     */
    public static Path within(Path folder, Path file) {
        try {
            Path target = file.toRealPath();
            Path root = folder.toRealPath();
            if (!target.startsWith(root) && !isBlob(root, target)) {
                throw new UnsupportedModelException(file + ": leads out of the model's folder by a symbolic link, to "
                        + target + ", which is not followed; put a copy of the file in its place");
            }
            if (!Files.isRegularFile(target)) { // reading it may never end
                throw new UnsupportedModelException(file + ": expected a file, found a folder, a device or a pipe");
            }
            return file;
        } catch (IOException e) {
            throw FileErrors.cannotRead(file, e);
        }
    }

    private static boolean isBlob(Path root, Path target) {
        for (Path at = root; at.getParent() != null; at = at.getParent()) {
            if (at.getParent().endsWith(SNAPSHOTS)) {
                return at.getParent().resolveSibling(BLOBS).equals(target.getParent());
            }
        }
        return false;
    }
}
