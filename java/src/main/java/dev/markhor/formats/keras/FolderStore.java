package dev.markhor.formats.keras;

import dev.markhor.error.MalformedFileException;
import dev.markhor.formats.Limits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** An unzipped Keras archive. Symbolic links below the folder are not followed to other folders. */
final class FolderStore implements ArchiveStore {
    private final Path folder;
    private final Set<String> names = new TreeSet<>();

    FolderStore(Path folder) {
        this.folder = folder;
        addNames(folder, 1);
        if (Files.isDirectory(folder.resolve(KerasArchive.ASSETS))) {
            addNames(folder.resolve(KerasArchive.ASSETS), Integer.MAX_VALUE);
        }
    }

    private void addNames(Path start, int depth) {
        try (Stream<Path> files = Files.walk(start, depth)) {
            for (Iterator<Path> each = files.iterator(); each.hasNext(); ) {
                Path file = each.next();
                if (Files.isRegularFile(file)) {
                    names.add(folder.relativize(file).toString().replace('\\', '/'));
                }
                if (names.size() > Limits.ZIP_MEMBERS) {
                    throw new MalformedFileException(folder + ": more than " + Limits.ZIP_MEMBERS + " files");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + start + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Set<String> names() {
        return names;
    }

    @Override
    public Optional<byte[]> read(String name) {
        return names.contains(name) ? Optional.of(TextFiles.readBytes(folder.resolve(name))) : Optional.empty();
    }

    @Override
    public V3Weights openWeights(String name) {
        return V3Weights.open(folder.resolve(name));
    }

    @Override
    public void close() {
        // files are opened one by one
    }
}
