package dev.markhor.formats;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * Writes a file so that under its name there is the old one, or none, until the new one is complete: it is written beside it and then takes its
 * name. After an error nothing is left behind.
 */
public final class NewFile {
    /** Writes a file that does not exist yet. */
    @FunctionalInterface
    public interface Content {
        void write(Path file) throws IOException;
    }

    private NewFile() {}

    /**
     * @param overwrite whether a file that is there is replaced
     * @throws java.io.UncheckedIOException if it cannot be written, or is there and may not be replaced; the message names it
     */
    public static void write(Path target, boolean overwrite, Content content) {
        Path temporary = null;
        try {
            Path real = real(target, overwrite);
            temporary = real.resolveSibling("." + real.getFileName() + "." + UUID.randomUUID() + ".tmp");
            content.write(temporary);
            move(temporary, real, overwrite);
        } catch (IOException e) {
            throw FileErrors.cannotWrite(target, e);
        } finally {
            delete(temporary);
        }
    }

    /** What a link leads to is replaced, not the link. */
    private static Path real(Path target, boolean overwrite) throws IOException {
        Path absolute = target.toAbsolutePath();
        if (absolute.getFileName() == null || Files.isDirectory(absolute)) {
            throw new IOException("it is a folder; give the name of a file");
        }
        if (Files.exists(absolute)) {
            if (!overwrite) {
                throw isThere();
            }
            return absolute.toRealPath();
        }
        if (!Files.isDirectory(absolute.getParent())) {
            throw new NoSuchFileException("there is no folder " + absolute.getParent() + "; make it first");
        }
        return absolute;
    }

    private static void move(Path from, Path to, boolean overwrite) throws IOException {
        if (!overwrite) {
            claim(from, to);
            return;
        }
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** One of several that write the same name at once gets it. A link is made or not; a move looks first, and then replaces. */
    private static void claim(Path from, Path to) throws IOException {
        try {
            Files.createLink(to, from);
        } catch (FileAlreadyExistsException e) {
            throw isThere();
        } catch (UnsupportedOperationException | FileSystemException e) {
            moveWithoutLinks(from, to);
        }
    }

    private static void moveWithoutLinks(Path from, Path to) throws IOException {
        try {
            Files.move(from, to);
        } catch (FileAlreadyExistsException e) {
            throw isThere();
        }
    }

    private static FileAlreadyExistsException isThere() {
        return new FileAlreadyExistsException("it is there already; allow to overwrite it, or give another name");
    }

    private static void delete(Path temporary) {
        try {
            if (temporary != null) {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            // the first error tells more
        }
    }
}
