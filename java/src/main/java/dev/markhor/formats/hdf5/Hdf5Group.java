package dev.markhor.formats.hdf5;

import dev.markhor.error.MalformedFileException;
import dev.markhor.error.UnsupportedModelException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A group: named groups and datasets, and attributes. */
public final class Hdf5Group {
    private final Source source;
    private final Node.Group node;

    Hdf5Group(Source source, Node.Group node) {
        this.source = source;
        this.node = node;
    }

    /** Absolute path; {@code /} for the root. */
    public String path() {
        return node.location().path();
    }

    /** Names of what is right below, sorted. */
    public List<String> names() {
        return List.copyOf(node.children().keySet());
    }

    /** Whether there is a group with that name right below. */
    public boolean hasGroup(String name) {
        return node.children().get(name) instanceof Node.Group;
    }

    /** Whether there is a dataset with that name right below. */
    public boolean hasDataset(String name) {
        return node.children().get(name) instanceof Node.Dataset;
    }

    /**
     * The group at a path relative to this group; the path may have several steps, the empty path is this group.
     *
     * @throws MalformedFileException if there is a dataset
     * @throws UnsupportedModelException if the path leads over a soft or external link
     */
    public Optional<Hdf5Group> group(String relativePath) {
        Node found = find(relativePath);
        if (found == null) {
            return Optional.empty();
        }
        if (found instanceof Node.Group group) {
            return Optional.of(group == node ? this : new Hdf5Group(source, group));
        }
        throw new MalformedFileException(place(relativePath) + ": expected a group, found a dataset");
    }

    /**
     * The dataset at a path relative to this group; the path may have several steps.
     *
     * @throws MalformedFileException if there is a group
     * @throws UnsupportedModelException if the path leads over a soft or external link
     */
    public Optional<Hdf5Dataset> dataset(String relativePath) {
        Node found = find(relativePath);
        if (found == null) {
            return Optional.empty();
        }
        if (found instanceof Node.Dataset dataset) {
            return Optional.of(new Hdf5Dataset(source, dataset));
        }
        throw new MalformedFileException(place(relativePath) + ": expected a dataset, found a group");
    }

    public Hdf5Attributes attributes() {
        return new Hdf5Attributes(source, node.location(), node.attributes());
    }

    /** Follows a path; empty steps are skipped, as HDF5 does. */
    private Node find(String relativePath) {
        Node at = node;
        int from = 0;
        while (from < relativePath.length()) {
            int slash = relativePath.indexOf('/', from);
            int to = slash < 0 ? relativePath.length() : slash;
            if (to > from) {
                at = at instanceof Node.Group group ? group.children().get(relativePath.substring(from, to)) : null;
                if (at == null) {
                    return null;
                }
                requireNoLink(at);
            }
            from = to + 1;
        }
        return at;
    }

    private void requireNoLink(Node found) {
        if (found instanceof Node.Link link) {
            throw new UnsupportedModelException(source.file().path() + ", " + link.location() + ": a link ("
                    + link.kind().name().toLowerCase(Locale.ROOT)
                    + "); links to other places or files are not allowed in weight files");
        }
    }

    private String place(String relativePath) {
        return source.file().path() + ", " + relativePath + " in " + path();
    }

    @Override
    public String toString() {
        return path();
    }
}
