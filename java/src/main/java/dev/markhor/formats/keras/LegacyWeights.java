package dev.markhor.formats.keras;

import dev.markhor.formats.StoredArray;
import dev.markhor.formats.hdf5.Hdf5File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Legacy HDF5 of Keras 1 to 3: a list of layers, each with a list of arrays; the lists' order is what counts. */
public final class LegacyWeights implements AutoCloseable {
    /**
     * One entry of {@code layer_names}.
     *
     * @param name the layer's name when it was saved; may contain slashes
     * @param weights in the order of {@code weight_names}
     * @param weightNames as stored: {@code dense/kernel:0}
     */
    public record Layer(String name, List<StoredArray> weights, List<String> weightNames) {
        public Layer {
            weights = List.copyOf(weights);
            weightNames = List.copyOf(weightNames);
        }
    }

    private LegacyWeights() {}

    /**
     * @throws dev.markhor.error.MalformedFileException if the file is damaged, or a listed group or dataset is missing
     * @throws dev.markhor.error.UnsupportedModelException if it uses a feature of HDF5 that is not read
     */
    public static LegacyWeights open(Path file) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** The same over an open file, which {@link #close} closes. */
    public static LegacyWeights of(Hdf5File file) {
        throw new UnsupportedOperationException("not built yet");
    }

    public Path path() {
        throw new UnsupportedOperationException("not built yet");
    }

    /** JSON text of the model, if the file holds a whole model. */
    public Optional<String> modelConfig() {
        throw new UnsupportedOperationException("not built yet");
    }

    /** All entries of {@code layer_names}, also those without weights. */
    public List<Layer> layers() {
        throw new UnsupportedOperationException("not built yet");
    }

    /** Weights owned by the model itself; empty if the file has no such group, which is not the same as an empty list. */
    public Optional<List<StoredArray>> topLevelWeights() {
        throw new UnsupportedOperationException("not built yet");
    }

    /** {@code keras_version} as it stands at the weights; absent in Keras 1, whose weights need conversion. */
    public Optional<String> weightsKerasVersion() {
        throw new UnsupportedOperationException("not built yet");
    }

    /** {@code keras_version} at the weights or else at the file's root: who wrote the file. */
    public Optional<String> kerasVersion() {
        throw new UnsupportedOperationException("not built yet");
    }

    /** {@code backend} as it stands at the weights: {@code tensorflow}, {@code theano}, … */
    public Optional<String> backend() {
        throw new UnsupportedOperationException("not built yet");
    }

    @Override
    public void close() {}
}
