package dev.markhor.formats.hdf5;

import java.util.List;
import java.util.Optional;

/** A group: named groups and datasets, and attributes. */
public final class Hdf5Group {
    private Hdf5Group() {}

    /** Absolute path; {@code /} for the root. */
    public String path() {
        throw new UnsupportedOperationException("not built yet");
    }

    /** Names of the groups and datasets right below, in the order of their UTF-8 bytes. */
    public List<String> names() {
        throw new UnsupportedOperationException("not built yet");
    }

    /**
     * The group at a path relative to this group; the path may have several steps, the empty path is this group.
     *
     * @throws dev.markhor.error.MalformedFileException if there is a dataset
     * @throws dev.markhor.error.UnsupportedModelException if the path leads over a soft or external link
     */
    public Optional<Hdf5Group> group(String relativePath) {
        throw new UnsupportedOperationException("not built yet");
    }

    /**
     * The dataset at a path relative to this group; the path may have several steps.
     *
     * @throws dev.markhor.error.MalformedFileException if there is a group
     * @throws dev.markhor.error.UnsupportedModelException if the path leads over a soft or external link
     */
    public Optional<Hdf5Dataset> dataset(String relativePath) {
        throw new UnsupportedOperationException("not built yet");
    }

    public Hdf5Attributes attributes() {
        throw new UnsupportedOperationException("not built yet");
    }
}
