package dev.markhor.formats.keras;

import dev.markhor.error.MalformedFileException;
import dev.markhor.formats.FileErrors;
import dev.markhor.formats.Limits;
import dev.markhor.formats.Links;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** An unzipped Keras archive. Symbolic links that lead out of it are refused. */
final class FolderStore implements ArchiveStore {
    private final Path folder;
    private final Set<String> names = new TreeSet<>();

    FolderStore(Path folder) {
        this.folder = folder;
        Path start = start(folder);
        addNames(start, start, 1);
        Path assets = start.resolve(KerasArchive.ASSETS);
        if (Files.isDirectory(assets)) {
            addNames(start, assets, Integer.MAX_VALUE);
        }
    }

    /** The folder itself may be given by a link, which a walk would not follow. */
    private static Path start(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            throw FileErrors.of("cannot list " + folder, e);
        }
    }

    private void addNames(Path root, Path start, int depth) {
        try (Stream<Path> files = Files.walk(start, depth)) {
            for (Iterator<Path> each = files.iterator(); each.hasNext(); ) {
                Path file = each.next();
                if (Files.isRegularFile(file)) {
                    names.add(root.relativize(file).toString().replace('\\', '/'));
                }
                if (names.size() > Limits.ZIP_MEMBERS) {
                    throw new MalformedFileException(folder + ": more than " + Limits.ZIP_MEMBERS + " files");
                }
            }
        } catch (IOException e) {
            throw FileErrors.of("cannot list " + start, e);
        }
    }

    @Override
    public Set<String> names() {
        return names;
    }

    @Override
    public Optional<byte[]> read(String name) {
        return names.contains(name)
                ? Optional.of(TextFiles.readBytes(Links.within(folder, folder.resolve(name))))
                : Optional.empty();
    }

    @Override
    public V3Weights openWeights(String name) {
        return V3Weights.open(Links.within(folder, folder.resolve(name)));
    }

    @Override
    public void close() {
        // files are opened one by one
    }
}
