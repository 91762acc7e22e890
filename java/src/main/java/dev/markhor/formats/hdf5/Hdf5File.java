package dev.markhor.formats.hdf5;

import dev.markhor.formats.ReadChecksums;
import dev.markhor.formats.hdf5.io.FileBytes;
import dev.markhor.formats.hdf5.structure.Superblock;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An HDF5 file whose whole structure was checked when it was opened. What is not understood in full is refused, so that
 * nothing damaged or hostile gets further.
 */
public final class Hdf5File implements AutoCloseable {
    /** What a zip archive begins with; one of its members may be an HDF5 file that lies where one behind a user block would. */
    private static final String ZIP = "PK\u0003\u0004";

    private final FileBytes file;
    private final NativeValues library;
    private final Hdf5Group root;

    private Hdf5File(FileBytes file, NativeValues library, Gate.Passed passed) {
        this.file = file;
        this.library = library;
        this.root = new Hdf5Group(new Source(file, passed.heaps(), library), passed.root());
    }

    /** Whether an HDF5 signature stands where one may: at the start, or behind a user block. */
    public static boolean isHdf5(Path path) {
        try (FileBytes file = FileBytes.open(path)) {
            return !file.hasSignature(0, ZIP) && Superblock.isPresent(file);
        }
    }

    /**
     * Opens a file and checks its structure.
     *
     * @throws dev.markhor.error.MalformedFileException if it is damaged, truncated or no HDF5 file
     * @throws dev.markhor.error.UnsupportedModelException if it uses a feature of HDF5 that is not read
     * @throws java.io.UncheckedIOException if it cannot be opened or read
     */
    public static Hdf5File open(Path path) {
        FileBytes file = FileBytes.open(path);
        return open(file, new NativeValues(file));
    }

    /** As {@link #open(Path)}, with all values read in Java. */
    static Hdf5File openWithoutLibrary(Path path) {
        FileBytes file = FileBytes.open(path);
        return open(file, NativeValues.none(file));
    }

    /**
     * As {@link #open(Path)}, for an HDF5 file that lies inside another file, such as a stored member of a zip archive.
     *
     * @param path what errors call it
     * @param checksums told of the values that are read, by their places in the file
     */
    public static Hdf5File open(Path whole, Path path, long offset, long length, Optional<ReadChecksums> checksums) {
        FileBytes file = FileBytes.open(whole, path, offset, length, checksums);
        return open(file, new NativeValues(file));
    }

    /** As {@link #open(Path)}, for a copy of what errors call {@code path}. */
    public static Hdf5File openCopy(Path copy, Path path) {
        FileBytes file = FileBytes.open(copy, path, 0, -1, Optional.empty());
        return open(file, new NativeValues(file));
    }

    private static Hdf5File open(FileBytes file, NativeValues library) {
        try {
            return new Hdf5File(file, library, Gate.check(file));
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** What errors call the file. */
    public Path path() {
        return file.path();
    }

    public Hdf5Group root() {
        return root;
    }

    /** Values are read without looking whether the file is still the same: {@link #requireUnchanged} does so for all that were read before. */
    public void checkLater() {
        file.checkLater();
    }

    /** @throws dev.markhor.error.MalformedFileException if the file was changed since it was opened */
    public void requireUnchanged() {
        file.requireUnchanged();
    }

    /** Arrays of a closed file cannot be read any more. */
    @Override
    public void close() {
        library.close();
        file.close();
    }
}
