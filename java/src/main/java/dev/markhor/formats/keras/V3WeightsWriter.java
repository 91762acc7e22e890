package dev.markhor.formats.keras;

import dev.markhor.formats.hdf5.Hdf5Output;
import dev.markhor.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;

/** Writes {@code .weights.h5} as Keras 3 does: a group {@code vars} for each object, with its name, and arrays by number or name. */
public final class V3WeightsWriter implements AutoCloseable {
    private final Hdf5Output file;
    private String vars;

    private V3WeightsWriter(Hdf5Output file) {
        this.file = file;
    }

    /** @param path of a file that does not exist */
    public static V3WeightsWriter create(Path path) throws IOException {
        return new V3WeightsWriter(Hdf5Output.create(path));
    }

    /** Begins an object. @param path {@code layers/dense}; empty for the model itself. @param name what it is called */
    public void object(String path, String name) throws IOException {
        vars = (path.isEmpty() ? "/" : "/" + path + "/") + V3Weights.VARS;
        file.group(vars);
        file.attribute(vars, "name", name);
    }

    /** An array of the object that was begun last. @param key its number, or its name */
    public void array(String key, Tensor values) throws IOException {
        file.dataset(vars + "/" + key, values);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
