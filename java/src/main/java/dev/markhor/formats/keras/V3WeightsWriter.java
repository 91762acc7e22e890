package dev.markhor.formats.keras;

import dev.markhor.formats.hdf5.Hdf5Output;
import dev.markhor.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;

/** Writes {@code .weights.h5} as Keras 3 does: a group {@code vars} for each object, with its name, and arrays by number or name. */
public final class V3WeightsWriter implements AutoCloseable {
    private final Hdf5Output file;

    private V3WeightsWriter(Hdf5Output file) {
        this.file = file;
    }

    /** @param path of a file that does not exist */
    public static V3WeightsWriter create(Path path) throws IOException {
        return new V3WeightsWriter(Hdf5Output.create(path));
    }

    /** Makes room for an object. @param path {@code layers/dense}; empty for the model itself. @param name what it is called */
    public void object(String path, String name) throws IOException {
        file.group(vars(path));
        file.attribute(vars(path), "name", name);
    }

    /** An array of an object. @param key its number, or its name */
    public void array(String path, String key, Tensor values) throws IOException {
        file.dataset(vars(path) + "/" + key, values);
    }

    private static String vars(String path) {
        return (path.isEmpty() ? "/" : "/" + path + "/") + V3Weights.VARS;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
