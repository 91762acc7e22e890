package dev.markhor.formats.hdf5;

import dev.markhor.binding.Hdf5;
import dev.markhor.error.MalformedFileException;
import dev.markhor.formats.hdf5.io.FileBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;

/**
 * What the HDF5 library gets to see: a copy that nobody else can write to, checked in itself. The library reads structures anew, so that in
 * a file that someone writes to meanwhile it would find other ones than those that were checked, and die of them.
 */
final class PrivateCopy implements AutoCloseable {
    private static final int BLOCK = 1 << 20;

    private final FileBytes bytes;
    private final Source source;
    private final Node.Group root;
    private final Hdf5 library;

    private PrivateCopy(FileBytes bytes, Gate.Passed passed, Hdf5 library) {
        this.bytes = bytes;
        this.source = new Source(bytes, passed.heaps(), NativeValues.none(bytes));
        this.root = passed.root();
        this.library = library;
    }

    /**
     * Copies, checks and opens a file that was checked before.
     *
     * @throws IOException if there is no room for a copy
     * @throws MalformedFileException if the file was changed since
     * @throws dev.markhor.binding.Hdf5Exception if the library cannot open it
     */
    static PrivateCopy of(FileBytes file) throws IOException {
        Path path = Files.createTempFile("markhor", ".h5"); // for its owner only
        try {
            copy(file, path);
            FileBytes bytes = FileBytes.open(path, file.path(), 0, -1, Optional.empty());
            try {
                Gate.Passed passed = Gate.check(bytes);
                return new PrivateCopy(
                        bytes, passed, Hdf5.open(path, 0, bytes.length(), bytes.size(), bytes.changed()));
            } catch (RuntimeException e) {
                bytes.close();
                file.requireUnchanged(); // that it was changed tells more than what came of it
                throw e;
            }
        } finally {
            Files.delete(path); // what is open stays readable
        }
    }

    private static void copy(FileBytes file, Path path) throws IOException {
        ByteBuffer block = ByteBuffer.allocateDirect((int) Math.min(BLOCK, file.length()));
        try (FileChannel out = FileChannel.open(path, StandardOpenOption.WRITE)) {
            for (long at = 0; at < file.length(); at += block.limit()) {
                block.clear().limit((int) Math.min(block.capacity(), file.length() - at));
                file.readValues(at - file.base(), block);
                block.flip();
                while (block.hasRemaining()) {
                    out.write(block);
                }
            }
        }
    }

    Hdf5 library() {
        return library;
    }

    /**
     * Decodes all chunks of a dataset: a library that decodes them again gets only whole ones.
     *
     * @param node as it was found in the file
     * @throws MalformedFileException if it is another one in the copy, or damaged
     */
    void check(Node.Dataset node) {
        boolean same = find(node.location()) instanceof Node.Dataset found
                && found.header().type().equals(node.header().type())
                && Arrays.equals(
                        found.header().space().dims(), node.header().space().dims());
        if (!same) {
            throw new MalformedFileException(
                    bytes.path() + ", " + node.location() + ": the file changed while it was open; load it again");
        }
        new ValueReader(source, (Node.Dataset) find(node.location())).checkChunks();
    }

    private Node find(Location location) {
        if (location.parent() == null) {
            return root;
        }
        return find(location.parent()) instanceof Node.Group group
                ? group.children().get(location.name())
                : null;
    }

    @Override
    public void close() {
        library.close();
        bytes.close();
    }
}
