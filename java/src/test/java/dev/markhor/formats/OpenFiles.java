package dev.markhor.formats;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files that this process holds open, as Linux lists them. */
public final class OpenFiles {
    private static final Path HANDLES = Path.of("/proc/self/fd");

    private OpenFiles() {}

    /** How often a file, or the files of a folder, are open. */
    public static long of(Path file) throws IOException {
        Path real = file.toRealPath();
        List<Path> handles;
        try (Stream<Path> listed = Files.list(HANDLES)) {
            handles = listed.toList();
        }
        long open = 0;
        for (Path handle : handles) {
            try {
                open += Files.readSymbolicLink(handle).startsWith(real) ? 1 : 0;
            } catch (NoSuchFileException e) {
                // closed meanwhile, as the handle of the listing itself
            }
        }
        return open;
    }
}
