package dev.markhor.formats.keras;

import dev.markhor.formats.hdf5.Hdf5Output;
import dev.markhor.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Writes legacy HDF5 weights as Keras 3 does: a group for each layer, and lists that tell the order. */
public final class LegacyWeightsWriter implements AutoCloseable {
    /** The group of the weights that are the model's own. */
    public static final String TOP_LEVEL = LegacyWeights.TOP_LEVEL;

    private final Hdf5Output file;

    private LegacyWeightsWriter(Hdf5Output file) {
        this.file = file;
    }

    /**
     * @param path of a file that does not exist
     * @param layers the names of all layers, in the model's order
     */
    public static LegacyWeightsWriter create(Path path, List<String> layers, String kerasVersion) throws IOException {
        Hdf5Output file = Hdf5Output.create(path);
        try {
            file.attribute("/", LegacyWeights.LAYER_NAMES, layers);
            file.attribute("/", "backend", "tensorflow");
            file.attribute("/", "keras_version", kerasVersion);
            return new LegacyWeightsWriter(file);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** Begins a layer. @param weights the names of all its arrays, in their order */
    public void layer(String name, List<String> weights) throws IOException {
        file.group("/" + name);
        file.attribute("/" + name, LegacyWeights.WEIGHT_NAMES, weights);
    }

    /** The model's own weights, those of no layer. */
    public void topLevel(List<String> weights) throws IOException {
        layer(LegacyWeights.TOP_LEVEL, weights);
    }

    /** @param weight one of the layer's names */
    public void array(String layer, String weight, Tensor values) throws IOException {
        file.dataset("/" + layer + "/" + weight, values);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
