package dev.markhor.cli.weights;

import dev.markhor.formats.StoredArray;
import dev.markhor.formats.hdf5.Hdf5File;
import dev.markhor.formats.hdf5.Hdf5Group;
import dev.markhor.formats.keras.LegacyWeights;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Legacy files have names for layers and arrays, and an order; any other HDF5 file has paths. */
final class Hdf5Names {
    private final List<StoredWeight> arrays = new ArrayList<>();
    private final Names.Counter counter = new Names.Counter();
    private final Set<String> seen = new LinkedHashSet<>();

    private Hdf5Names() {}

    static Weights ofTree(Hdf5File file) {
        Hdf5Names names = new Hdf5Names();
        names.collect(file.root());
        return new Weights(Weights.HDF5, "HDF5 file, not Keras'", names.arrays, List.of(), file);
    }

    static Weights ofLegacy(Hdf5File file, String title) {
        Hdf5Names names = new Hdf5Names();
        LegacyWeights weights = LegacyWeights.of(file);
        weights.layers().forEach(names::add);
        names.collect(file.root());
        return new Weights(Weights.HDF5, title, names.arrays, List.of(), file);
    }

    private void add(LegacyWeights.Layer layer) {
        for (int i = 0; i < layer.weights().size(); i++) {
            StoredArray array = layer.weights().get(i);
            String name = Names.plain(layer.weightNames().get(i));
            // of a model inside of the model, and of cells, the names of layers are part of the array's
            Set<String> names = new LinkedHashSet<>(
                    List.of(name, Names.join(layer.name(), name.substring(name.lastIndexOf('/') + 1))));
            List<String> aliases = Names.withShort(names);
            add(array, aliases, counter.places(aliases), false);
        }
    }

    private void collect(Hdf5Group group) {
        for (String name : group.names()) {
            if (group.hasDataset(name)) {
                StoredArray array = group.dataset(name).orElseThrow();
                String path = path(array);
                if (!seen.contains(path)) {
                    List<String> aliases = Names.withShort(List.of(Names.plain(path)));
                    add(array, aliases, counter.places(aliases), path.startsWith("optimizer_weights/"));
                }
            } else if (group.hasGroup(name)) {
                collect(group.group(name).orElseThrow());
            }
        }
    }

    private void add(StoredArray array, List<String> names, List<String> places, boolean training) {
        String path = path(array);
        if (seen.add(path)) {
            List<String> all = new ArrayList<>(names);
            arrays.add(new StoredWeight(path, all, places, array, training));
        }
    }

    /** Without the group that a whole model has around its weights. */
    private static String path(StoredArray array) {
        String path = array.name().replaceFirst("^/", "");
        return path.startsWith("model_weights/") ? path.substring("model_weights/".length()) : path;
    }
}
