package dev.markhor.formats;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Names of files that stand in files. */
public final class StoredNames {
    private StoredNames() {}

    /** The file of that name; empty if no file of this system can have it: half a character, or one that the locale has not. */
    public static Optional<Path> in(Path folder, String name) {
        try {
            return Optional.of(folder.resolve(name));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
