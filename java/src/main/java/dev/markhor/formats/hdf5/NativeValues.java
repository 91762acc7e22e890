package dev.markhor.formats.hdf5;

import dev.markhor.binding.Hdf5;
import dev.markhor.binding.Hdf5Exception;
import dev.markhor.binding.NativeLoadException;
import dev.markhor.error.MalformedFileException;
import dev.markhor.formats.FileErrors;
import dev.markhor.formats.hdf5.io.FileBytes;
import dev.markhor.formats.hdf5.message.DataLayout;
import dev.markhor.formats.hdf5.message.Datatype;
import dev.markhor.formats.hdf5.message.FilterPipeline;
import dev.markhor.formats.hdf5.structure.DatasetHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Values read by the HDF5 library, which sees only files and datasets that passed the gate. It is opened when first needed; where
 * it is missing or too old for a file, the values are read in Java.
 */
final class NativeValues implements AutoCloseable {
    /** The newest data layout that the library knows. */
    private static final int NEWEST_LAYOUT = 4;
    /** The library spends some 10 µs on each chunk, be it there or not: beyond this number it would seem to hang. */
    private static final int MOST_CHUNKS = 1 << 16;
    /** The library reads a copy of the file: larger files are read in Java, which takes no more time. */
    private static final long MOST_BYTES = 64 << 20;

    private final FileBytes file;
    private PrivateCopy copy;
    private boolean isUnavailable;

    NativeValues(FileBytes file) {
        this.file = file;
        this.isUnavailable = file.length() > MOST_BYTES;
    }

    /** Values that nobody reads with the library. */
    static NativeValues none(FileBytes file) {
        NativeValues none = new NativeValues(file);
        none.isUnavailable = true;
        return none;
    }

    /** Whether the library should read this dataset: one in chunks, not too many, with filters it has. */
    static boolean isWanted(DatasetHeader header) {
        if (!(header.layout() instanceof DataLayout.Chunked chunked) || header.bytes() == 0) {
            return false;
        }
        for (FilterPipeline.Filter filter : header.pipeline().filters()) {
            if (filter.kind() == FilterPipeline.Kind.LZF) {
                return false;
            }
        }
        return chunked.version() <= NEWEST_LAYOUT
                && header.chunks().grid().count() <= MOST_CHUNKS
                && !header.type().isString();
    }

    /**
     * Reads all values in native byte order to a direct buffer of exactly their size.
     *
     * @return false if the library cannot; the buffer may hold anything then
     * @throws MalformedFileException if a chunk is damaged, or the file was changed since it was checked
     */
    synchronized boolean read(Node.Dataset node, ByteBuffer target) {
        if (Thread.currentThread().isInterrupted()) { // the library would not notice
            throw FileErrors.interrupted("cannot read " + file.path(), null);
        }
        PrivateCopy open = open();
        if (open == null) {
            return false;
        }
        open.check(node);
        String path = node.location().path();
        try {
            dev.markhor.binding.Hdf5Dataset found = open.library().describe(path);
            requireSame(node, found);
            open.library().read(path, found, target);
            return true;
        } catch (Hdf5Exception e) {
            return false;
        }
    }

    /** Checks that the library, if it is open, finds contiguous values where the gate found them. */
    synchronized void checkOffset(Node.Dataset node, long address) {
        if (copy == null) {
            return;
        }
        long offset = offset(node);
        if (offset >= 0 && offset != address) {
            throw new MalformedFileException(file.path() + ", " + node.location()
                    + ": the HDF5 library finds the values at " + offset + " and not at " + address);
        }
    }

    /** Where the library finds contiguous values; -1 if it does not know this kind of dataset. */
    synchronized long offset(Node.Dataset node) {
        PrivateCopy open = open();
        try {
            return open == null
                    ? -1
                    : open.library().describe(node.location().path()).offset();
        } catch (Hdf5Exception e) {
            return -1;
        }
    }

    private PrivateCopy open() {
        if (copy == null && !isUnavailable) {
            try {
                Hdf5.load();
                copy = PrivateCopy.of(file);
            } catch (Hdf5Exception | NativeLoadException | IOException e) {
                isUnavailable = true;
            }
        }
        return copy;
    }

    private void requireSame(Node.Dataset node, dev.markhor.binding.Hdf5Dataset found) {
        Datatype type = node.header().type();
        boolean same = found.size() == type.bytes()
                && Arrays.equals(found.dims(), node.header().space().dims());
        if (!same) {
            throw new MalformedFileException(file.path() + ", " + node.location() + ": the HDF5 library finds " + found
                    + ", the gate " + type + " of shape "
                    + Arrays.toString(node.header().space().dims()));
        }
    }

    @Override
    public synchronized void close() {
        isUnavailable = true;
        if (copy != null) {
            copy.close();
            copy = null;
        }
    }
}
