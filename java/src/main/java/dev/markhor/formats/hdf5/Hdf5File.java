package dev.markhor.formats.hdf5;

import java.nio.file.Path;

/**
 * An HDF5 file whose whole structure was checked when it was opened. What is not understood in full is refused, so that
 * nothing damaged or hostile gets further.
 */
public final class Hdf5File implements AutoCloseable {
    private Hdf5File() {}

    /**
     * Opens a file and checks its structure.
     *
     * @throws dev.markhor.error.MalformedFileException if it is damaged, truncated or no HDF5 file
     * @throws dev.markhor.error.UnsupportedModelException if it uses a feature of HDF5 that is not read
     * @throws java.io.UncheckedIOException if it cannot be opened or read
     */
    public static Hdf5File open(Path file) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** As {@link #open(Path)}, for an HDF5 file that lies inside another file, such as a stored member of a zip archive. */
    public static Hdf5File open(Path file, long offset, long length) {
        throw new UnsupportedOperationException("not built yet");
    }

    public Path path() {
        throw new UnsupportedOperationException("not built yet");
    }

    public Hdf5Group root() {
        throw new UnsupportedOperationException("not built yet");
    }

    /** Arrays of a closed file cannot be read any more. */
    @Override
    public void close() {}
}
