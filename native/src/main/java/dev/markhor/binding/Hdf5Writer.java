package dev.markhor.binding;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A new HDF5 file, written by the native library in the oldest format, as h5py does. Safe for several threads; one lock in the native
 * library lets one at a time in. What is written is in the file once {@link #close} has returned.
 */
public final class Hdf5Writer implements AutoCloseable {
    /** Bytes that an object's header can hold of one attribute. */
    public static final int LARGEST_ATTRIBUTE = 64512;

    private final String name;
    private final ByteBuffer message = ByteBuffer.allocateDirect(Hdf5.MESSAGE_BYTES);
    private final ByteBuffer dataset =
            ByteBuffer.allocateDirect((Hdf5.HEADER_WORDS + Hdf5.MAX_RANK) * 8).order(ByteOrder.nativeOrder());
    private long handle;

    private Hdf5Writer(String name) {
        this.name = name;
    }

    /**
     * Makes a file, which must not exist.
     *
     * @throws Hdf5Exception if it cannot be made
     * @throws NativeLoadException if the library cannot be loaded
     */
    public static Hdf5Writer create(Path file) {
        Hdf5.load();
        Hdf5Writer writer = new Hdf5Writer(file.toString());
        ByteBuffer path = Hdf5.zeroTerminated(file.toAbsolutePath().toString());
        writer.handle = Hdf5Library.create(Memory.address(path), Memory.address(writer.message));
        Reference.reachabilityFence(path);
        if (writer.handle < 0) {
            throw writer.failure("");
        }
        return writer;
    }

    /** Makes a group and those above it that are missing: {@code /layers/dense/vars}. @throws Hdf5Exception if it is there */
    public synchronized void group(String path) {
        requireOpen();
        ByteBuffer text = absolute(path);
        check(path, Hdf5Library.makeGroup(handle, Memory.address(text), Memory.address(message)));
        Reference.reachabilityFence(text);
    }

    /**
     * Writes a dataset as one block, and makes the groups above it that are missing.
     *
     * @param shape its type and shape; layout and offset do not matter
     * @param values a direct buffer whose remaining bytes are the elements, in native byte order
     * @throws Hdf5Exception if there is such a dataset, the type is not written here, or the file cannot be written
     */
    public synchronized void write(String path, Hdf5Dataset shape, ByteBuffer values) {
        requireOpen();
        if (shape.dims().length > Hdf5.MAX_RANK) {
            throw new Hdf5Exception(name + ", " + path + ": more than " + Hdf5.MAX_RANK + " dimensions");
        }
        if (values.remaining() != shape.bytes()) {
            throw new Hdf5Exception(
                    name + ", " + path + ": " + shape.bytes() + " bytes from a buffer of " + values.remaining());
        }
        Hdf5.describe(shape, dataset);
        ByteBuffer text = absolute(path);
        int result = Hdf5Library.write(
                handle,
                Memory.address(text),
                Memory.address(dataset),
                Memory.address(values),
                values.remaining(),
                Memory.address(message));
        Reference.reachabilityFence(text);
        Reference.reachabilityFence(values);
        check(path, result);
    }

    /** Gives an object an attribute that is a text of any length. @throws Hdf5Exception if it has it already */
    public synchronized void attribute(String path, String attribute, String value) {
        requireOpen();
        ByteBuffer object = absolute(path);
        ByteBuffer key = Hdf5.zeroTerminated(attribute);
        ByteBuffer text = Hdf5.zeroTerminated(value);
        int result = Hdf5Library.putText(
                handle, Memory.address(object), Memory.address(key), Memory.address(text), Memory.address(message));
        Reference.reachabilityFence(object);
        Reference.reachabilityFence(key);
        Reference.reachabilityFence(text);
        check(path + " " + attribute, result);
    }

    /**
     * Gives an object an attribute that is a list of texts, each stored with as many bytes as the longest has.
     *
     * @throws Hdf5Exception if it has it already, or they are more than {@link #LARGEST_ATTRIBUTE} bytes
     */
    public synchronized void attribute(String path, String attribute, List<String> values) {
        requireOpen();
        List<byte[]> texts = values.stream()
                .map(value -> value.getBytes(StandardCharsets.UTF_8))
                .toList();
        int size =
                Math.max(1, texts.stream().mapToInt(text -> text.length).max().orElse(1));
        if ((long) size * texts.size() > LARGEST_ATTRIBUTE) {
            throw new Hdf5Exception(name + ", " + path + ": the attribute " + attribute + " has " + texts.size()
                    + " texts of " + size + " bytes, more than " + LARGEST_ATTRIBUTE);
        }
        ByteBuffer data = ByteBuffer.allocateDirect(Math.max(1, size * texts.size()));
        for (int i = 0; i < texts.size(); i++) {
            data.put(i * size, texts.get(i));
        }
        ByteBuffer object = absolute(path);
        ByteBuffer key = Hdf5.zeroTerminated(attribute);
        int result = Hdf5Library.putTexts(
                handle,
                Memory.address(object),
                Memory.address(key),
                Memory.address(data),
                texts.size(),
                size,
                Memory.address(message));
        Reference.reachabilityFence(object);
        Reference.reachabilityFence(key);
        Reference.reachabilityFence(data);
        check(path + " " + attribute, result);
    }

    /** Ends the file; a second call does nothing. @throws Hdf5Exception if what is left cannot be written */
    @Override
    public synchronized void close() {
        if (handle >= 0) {
            long open = handle;
            handle = -1;
            check("", Hdf5Library.close(open, Memory.address(message)));
        }
    }

    private static ByteBuffer absolute(String path) {
        if (!path.startsWith("/")) {
            throw new Hdf5Exception("expected an absolute path, got '" + path + "'");
        }
        return Hdf5.zeroTerminated(path);
    }

    private void check(String path, int result) {
        if (result < 0) {
            throw failure(path);
        }
    }

    private void requireOpen() {
        if (handle < 0) {
            throw new IllegalStateException(name + " is closed");
        }
    }

    private Hdf5Exception failure(String path) {
        return Hdf5.failure(name, path, message);
    }
}
