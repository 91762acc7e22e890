package dev.markhor.binding;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;

/**
 * An HDF5 file, or a part of a file that is one, open for reading through the native library.
 *
 * <p>For files that the strict reader has accepted, and nothing else: the library is not safe against hostile files. Ask only
 * for what that reader has listed, with the type and shape it found; a difference is an {@link Hdf5Exception}. Contiguous
 * values are best read from the file directly, at the offset on which both agree ({@link Hdf5Dataset#offset}).
 *
 * <p>Safe for several threads; one lock in the native library lets one at a time in.
 */
public final class Hdf5 implements AutoCloseable {
    static final int MESSAGE_BYTES = 512;
    static final int MAX_RANK = 32;
    static final int HEADER_WORDS = 6;

    private final String name;
    private final ByteBuffer message = ByteBuffer.allocateDirect(MESSAGE_BYTES);
    private final ByteBuffer dataset =
            ByteBuffer.allocateDirect((HEADER_WORDS + MAX_RANK) * 8).order(ByteOrder.nativeOrder());
    private long handle;

    private Hdf5(String name) {
        this.name = name;
    }

    /** Loads the library, which {@link #open} does too. @throws NativeLoadException if it cannot be loaded */
    public static void load() {
        Kernels.load();
        NativeLibrary.HDF5.load();
    }

    /**
     * Opens {@code length} bytes from {@code offset} of a file as an HDF5 file of their own: an uncompressed member of an
     * archive, or the whole file. Size and time of change are those of the file that was checked; another file is refused.
     *
     * @throws Hdf5Exception if the file has changed or HDF5 cannot open it
     * @throws NativeLoadException if the library cannot be loaded
     */
    public static Hdf5 open(Path file, long offset, long length, long fileSize, FileTime modified) {
        load();
        Hdf5 hdf5 = new Hdf5(file.toString());
        ByteBuffer path = zeroTerminated(file.toAbsolutePath().toString());
        hdf5.handle = Hdf5Library.open(
                Memory.address(path),
                offset,
                length,
                fileSize,
                modified.to(TimeUnit.NANOSECONDS),
                Memory.address(hdf5.message));
        java.lang.ref.Reference.reachabilityFence(path);
        if (hdf5.handle < 0) {
            throw hdf5.failure("");
        }
        return hdf5;
    }

    /**
     * Describes the dataset at an absolute path, e.g. {@code /layers/dense/vars/0}.
     *
     * @throws Hdf5Exception if there is none, the path leads over another link than a hard one, or its type is not read here
     */
    public synchronized Hdf5Dataset describe(String path) {
        requireOpen();
        ByteBuffer text = zeroTerminated(path);
        int result =
                Hdf5Library.describe(handle, Memory.address(text), Memory.address(dataset), Memory.address(message));
        java.lang.ref.Reference.reachabilityFence(text);
        if (result < 0) {
            throw failure(path);
        }
        long[] dims = new long[(int) dataset.getLong(5 * 8)];
        for (int i = 0; i < dims.length; i++) {
            dims[i] = dataset.getLong((HEADER_WORDS + i) * 8);
        }
        return new Hdf5Dataset(
                Hdf5Dataset.Type.of(dataset.getLong(0)),
                dataset.getLong(8) != 0,
                Math.toIntExact(dataset.getLong(2 * 8)),
                dims,
                Hdf5Dataset.Layout.values()[(int) dataset.getLong(3 * 8)],
                dataset.getLong(4 * 8));
    }

    /**
     * Reads all values of a dataset, in native byte order and otherwise as stored, to native memory.
     *
     * @param expected what the dataset must be; layout and offset do not matter
     * @param target address of at least {@code expected.bytes()} bytes
     * @throws Hdf5Exception if it is something else or cannot be read
     */
    public synchronized void read(String path, Hdf5Dataset expected, long target) {
        requireOpen();
        if (expected.dims().length > MAX_RANK) {
            throw new Hdf5Exception(name + ", " + path + ": more than " + MAX_RANK + " dimensions");
        }
        describe(expected, dataset);
        ByteBuffer text = zeroTerminated(path);
        int result = Hdf5Library.read(
                handle,
                Memory.address(text),
                Memory.address(dataset),
                target,
                expected.bytes(),
                Memory.address(message));
        java.lang.ref.Reference.reachabilityFence(text);
        if (result < 0) {
            throw failure(path);
        }
    }

    /** As {@link #read(String, Hdf5Dataset, long)}, to the remaining bytes of a direct buffer, which must be as many. */
    public void read(String path, Hdf5Dataset expected, ByteBuffer target) {
        if (target.remaining() != expected.bytes()) {
            throw new Hdf5Exception(
                    name + ", " + path + ": " + expected.bytes() + " bytes for a buffer of " + target.remaining());
        }
        read(path, expected, Memory.address(target));
        java.lang.ref.Reference.reachabilityFence(target);
    }

    /** Closes the file; a second call does nothing. */
    @Override
    public synchronized void close() {
        if (handle >= 0) {
            long open = handle;
            handle = -1;
            if (Hdf5Library.close(open, Memory.address(message)) < 0) {
                throw failure("");
            }
        }
    }

    /** Puts type and shape where the library reads them. */
    static void describe(Hdf5Dataset expected, ByteBuffer dataset) {
        dataset.putLong(0, expected.type().code)
                .putLong(8, expected.signed() ? 1 : 0)
                .putLong(2 * 8, expected.size())
                .putLong(5 * 8, expected.dims().length);
        for (int i = 0; i < expected.dims().length; i++) {
            dataset.putLong((HEADER_WORDS + i) * 8, expected.dims()[i]);
        }
    }

    private void requireOpen() {
        if (handle < 0) {
            throw new IllegalStateException(name + " is closed");
        }
    }

    private Hdf5Exception failure(String path) {
        return failure(name, path, message);
    }

    /** What the library says after a failure. */
    static Hdf5Exception failure(String name, String path, ByteBuffer message) {
        byte[] bytes = new byte[MESSAGE_BYTES];
        message.get(0, bytes);
        int length = 0;
        while (length < bytes.length && bytes[length] != 0) {
            length++;
        }
        String reason = new String(bytes, 0, length, StandardCharsets.UTF_8);
        return new Hdf5Exception(name + (path.isEmpty() ? "" : ", " + path) + ": " + reason);
    }

    static ByteBuffer zeroTerminated(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new Hdf5Exception("a text with a zero character");
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocateDirect(bytes.length + 1)
                .put(bytes)
                .put((byte) 0)
                .flip();
    }
}
