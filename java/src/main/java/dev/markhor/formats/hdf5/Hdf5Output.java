package dev.markhor.formats.hdf5;

import dev.markhor.binding.Hdf5Dataset;
import dev.markhor.binding.Hdf5Exception;
import dev.markhor.binding.Hdf5Writer;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A new HDF5 file with what Keras puts in one, as h5py would write it. Paths are absolute; their groups are made as they are needed. */
public final class Hdf5Output implements AutoCloseable {
    private static final int MOST_CHUNKS = 1 << 16;

    private final Path path;
    private final Hdf5Writer file;

    private Hdf5Output(Path path, Hdf5Writer file) {
        this.path = path;
        this.file = file;
    }

    /** @throws IOException if the file is there already or cannot be made */
    public static Hdf5Output create(Path path) throws IOException {
        try {
            return new Hdf5Output(path, Hdf5Writer.create(path));
        } catch (Hdf5Exception e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Makes a group that is not there yet. */
    public void group(String path) throws IOException {
        run(() -> file.group(checked(path)));
    }

    /** Writes an array as one block. Texts are not written here. */
    public void dataset(String path, Tensor values) throws IOException {
        run(() -> {
            file.write(checked(path), describe(path, values), direct(values.buffer()));
            if (values.dtype() == DType.BFLOAT16) { // two opaque bytes; so Keras tells what they mean
                file.attribute(path, "dtype", "bfloat16");
            }
        });
    }

    /** An attribute that is a text. */
    public void attribute(String path, String name, String value) throws IOException {
        run(() -> file.attribute(path, name, value));
    }

    /** An attribute that is a list of texts; where that is too large for one, Keras' {@code name0}, {@code name1}, … take equal parts of it. */
    public void attribute(String path, String name, List<String> values) throws IOException {
        int longest = values.stream()
                .mapToInt(value -> value.getBytes(StandardCharsets.UTF_8).length)
                .max()
                .orElse(0);
        if (longest > Hdf5Writer.LARGEST_ATTRIBUTE) {
            throw new IOException(path + ": a name of " + longest + " bytes in " + name + ", HDF5 takes "
                    + Hdf5Writer.LARGEST_ATTRIBUTE);
        }
        int parts = 1;
        while ((long) longest * ((values.size() + parts - 1) / parts) > Hdf5Writer.LARGEST_ATTRIBUTE) {
            if (++parts > MOST_CHUNKS) {
                throw new IOException(path + ": " + values.size() + " names are too many for " + name);
            }
        }
        if (parts == 1) {
            run(() -> file.attribute(path, name, values));
            return;
        }
        int next = 0;
        for (int part = 0; part < parts; part++) { // as NumPy's array_split: the first ones take one more
            int size = values.size() / parts + (part < values.size() % parts ? 1 : 0);
            List<String> some = values.subList(next, next + size);
            String numbered = name + part;
            run(() -> file.attribute(path, numbered, some));
            next += size;
        }
    }

    @Override
    public void close() throws IOException {
        run(file::close);
    }

    private static Hdf5Dataset describe(String path, Tensor values) {
        DType type = values.dtype();
        long[] dims = values.shape().dims();
        return switch (type) {
            case FLOAT16, FLOAT32, FLOAT64 -> of(Hdf5Dataset.Type.FLOAT, false, type, dims);
            case BFLOAT16 -> of(Hdf5Dataset.Type.OPAQUE, false, type, dims);
            case INT8, INT16, INT32, INT64 -> of(Hdf5Dataset.Type.INTEGER, true, type, dims);
            case UINT8 -> of(Hdf5Dataset.Type.INTEGER, false, type, dims);
            case BOOL -> of(Hdf5Dataset.Type.ENUM, false, type, dims);
            case STRING -> throw new IllegalArgumentException(path + ": texts are not written to HDF5");
        };
    }

    private static Hdf5Dataset of(Hdf5Dataset.Type type, boolean signed, DType dtype, long[] dims) {
        return Hdf5Dataset.expected(type, signed, dtype.bytes(), dims);
    }

    private static ByteBuffer direct(ByteBuffer values) {
        if (values.isDirect()) {
            return values;
        }
        return ByteBuffer.allocateDirect(values.remaining())
                .order(ByteOrder.nativeOrder())
                .put(values.duplicate())
                .flip();
    }

    /** HDF5 takes {@code .} for the group itself, and joins slashes. */
    private String checked(String inner) throws IOException {
        for (String step : inner.substring(1).split("/", -1)) {
            if (step.isEmpty() || step.equals(".")) {
                throw new IOException(path + ": HDF5 has no place '" + inner + "'; name the layer differently");
            }
        }
        return inner;
    }

    private interface Step {
        void run() throws IOException;
    }

    private static void run(Step step) throws IOException {
        try {
            step.run();
        } catch (Hdf5Exception e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
