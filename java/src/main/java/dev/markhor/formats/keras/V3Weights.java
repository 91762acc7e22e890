package dev.markhor.formats.keras;

import dev.markhor.formats.StoredArray;
import dev.markhor.formats.hdf5.Hdf5File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code .weights.h5} of Keras 3 and tf.keras 2.12 on: arrays under object paths such as {@code layers/dense}. */
public final class V3Weights implements AutoCloseable {
    private V3Weights() {}

    /**
     * Opens a {@code .weights.h5}, or a {@code .weights.json} with the files it lists.
     *
     * @throws dev.markhor.error.MalformedFileException if a file is damaged, or the numbers of an object's arrays have a gap
     * @throws dev.markhor.error.UnsupportedModelException if it uses a feature of HDF5 that is not read
     */
    public static V3Weights open(Path file) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** The same over an open file, which {@link #close} closes. */
    public static V3Weights of(Hdf5File file) {
        throw new UnsupportedOperationException("not built yet");
    }

    public Path path() {
        throw new UnsupportedOperationException("not built yet");
    }

    /** Paths of all objects that own a {@code vars} group, sorted; the model itself is the empty path. */
    public Set<String> objects() {
        throw new UnsupportedOperationException("not built yet");
    }

    /** Whether the object has a {@code vars} group, even an empty one. */
    public boolean has(String objectPath) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** Arrays {@code 0}, {@code 1}, … of the object; none if it has no group. */
    public List<StoredArray> weights(String objectPath) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** Arrays of the object whose names are not numbers, such as {@code idf_weights}. */
    public Map<String, StoredArray> namedWeights(String objectPath) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** The object's {@code name} when it was saved; written since Keras 3.6. */
    public Optional<String> objectName(String objectPath) {
        throw new UnsupportedOperationException("not built yet");
    }

    @Override
    public void close() {}
}
