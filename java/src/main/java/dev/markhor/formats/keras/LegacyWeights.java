package dev.markhor.formats.keras;

import dev.markhor.error.MalformedFileException;
import dev.markhor.formats.StoredArray;
import dev.markhor.formats.hdf5.Hdf5Attributes;
import dev.markhor.formats.hdf5.Hdf5Dataset;
import dev.markhor.formats.hdf5.Hdf5File;
import dev.markhor.formats.hdf5.Hdf5Group;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Legacy HDF5 of Keras 1 to 3: a list of layers, each with a list of arrays; the lists' order is what counts. */
public final class LegacyWeights implements AutoCloseable {
    static final String MODEL_CONFIG = "model_config";
    static final String MODEL_WEIGHTS = "model_weights";
    static final String LAYER_NAMES = "layer_names";
    static final String WEIGHT_NAMES = "weight_names";
    static final String TOP_LEVEL = "top_level_model_weights";

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

    private final Hdf5File file;
    private final Hdf5Group group;
    private final List<Layer> layers;
    private final Optional<List<StoredArray>> topLevelWeights;

    private LegacyWeights(Hdf5File file) {
        this.file = file;
        this.group = weightsGroup(file);
        this.layers = readLayers();
        Optional<Hdf5Group> top = group.group(TOP_LEVEL);
        this.topLevelWeights = top.isEmpty()
                ? Optional.empty()
                : Optional.of(readLayer(TOP_LEVEL, top.get()).weights());
    }

    /**
     * @throws MalformedFileException if the file is damaged, or a listed group or dataset is missing
     * @throws dev.markhor.error.UnsupportedModelException if it uses a feature of HDF5 that is not read
     */
    public static LegacyWeights open(Path path) {
        Hdf5File file = Hdf5File.open(path);
        try {
            return of(file);
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** The same over an open file, which {@link #close} closes. */
    public static LegacyWeights of(Hdf5File file) {
        return new LegacyWeights(file);
    }

    /** Weights stand at the root of a weights file, and in a group of their own in a whole model. */
    private static Hdf5Group weightsGroup(Hdf5File file) {
        Hdf5Group root = file.root();
        if (listsLayers(root)) {
            return root;
        }
        Optional<Hdf5Group> weights = root.group(MODEL_WEIGHTS);
        if (weights.isEmpty() || !listsLayers(weights.get())) {
            throw new MalformedFileException(
                    file.path()
                            + ": expected legacy Keras weights, found no attribute layer_names at the root or at model_weights");
        }
        return weights.get();
    }

    static boolean listsLayers(Hdf5Group group) {
        Hdf5Attributes attributes = group.attributes();
        return attributes.has(LAYER_NAMES) || attributes.has(LAYER_NAMES + 0);
    }

    private List<Layer> readLayers() {
        List<Layer> all = new ArrayList<>();
        for (String name : group.attributes().strings(LAYER_NAMES).orElse(List.of())) {
            Optional<Hdf5Group> layer = group.group(name);
            if (layer.isEmpty()) {
                throw malformed("layer '" + name + "' is listed in layer_names but has no group");
            }
            all.add(readLayer(name, layer.get()));
        }
        return List.copyOf(all);
    }

    private Layer readLayer(String name, Hdf5Group layer) {
        List<String> names = layer.attributes().strings(WEIGHT_NAMES).orElse(List.of());
        List<StoredArray> weights = new ArrayList<>();
        for (String weight : names) {
            Optional<Hdf5Dataset> dataset = layer.dataset(weight);
            if (dataset.isEmpty()) {
                throw malformed(
                        "weight '" + weight + "' of layer '" + name + "' is listed in weight_names but has no dataset");
            }
            weights.add(dataset.get());
        }
        return new Layer(name, weights, names);
    }

    private MalformedFileException malformed(String reason) {
        return new MalformedFileException(file.path() + ", " + group.path() + ": " + reason);
    }

    public Path path() {
        return file.path();
    }

    /** JSON text of the model, if the file holds a whole model. */
    public Optional<String> modelConfig() {
        return file.root().attributes().string(MODEL_CONFIG);
    }

    /** All entries of {@code layer_names}, also those without weights. */
    public List<Layer> layers() {
        return layers;
    }

    /** Weights owned by the model itself; empty if the file has no such group, which is not the same as an empty list. */
    public Optional<List<StoredArray>> topLevelWeights() {
        return topLevelWeights;
    }

    /** {@code keras_version} as it stands at the weights; absent in Keras 1, whose weights need conversion. */
    public Optional<String> weightsKerasVersion() {
        return group.attributes().string("keras_version");
    }

    /** {@code keras_version} at the weights or else at the file's root: who wrote the file. */
    public Optional<String> kerasVersion() {
        Optional<String> version = weightsKerasVersion();
        return version.isPresent() ? version : file.root().attributes().string("keras_version");
    }

    /** {@code backend} as it stands at the weights: {@code tensorflow}, {@code theano}, … */
    public Optional<String> backend() {
        return group.attributes().string("backend");
    }

    /** From now on values are read unchecked: {@link #requireIntact} checks them together, before they are used. */
    public void checkLater() {
        file.checkLater();
    }

    /** @throws MalformedFileException if the file was changed since it was opened */
    public void requireIntact() {
        file.requireUnchanged();
    }

    @Override
    public void close() {
        file.close();
    }
}
