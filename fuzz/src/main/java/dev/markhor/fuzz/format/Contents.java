package dev.markhor.fuzz.format;

import dev.markhor.formats.StoredArray;
import dev.markhor.formats.checkpoint.TensorBundle;
import dev.markhor.formats.hdf5.Hdf5Attributes;
import dev.markhor.formats.hdf5.Hdf5Dataset;
import dev.markhor.formats.hdf5.Hdf5File;
import dev.markhor.formats.hdf5.Hdf5Group;
import dev.markhor.formats.keras.FileDetector;
import dev.markhor.formats.keras.FileKind;
import dev.markhor.formats.keras.KerasArchive;
import dev.markhor.formats.savedmodel.KerasObject;
import dev.markhor.formats.savedmodel.SavedModel;
import dev.markhor.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Everything that is in a file, by name, model or not. */
public final class Contents {
    private static final long LARGEST = 64 << 20;

    private Contents() {}

    /** Reads a file of any kind to its end. */
    public static void ofAny(Path file) {
        FileKind kind = FileDetector.detect(file);
        switch (kind) {
            case LEGACY_MODEL, LEGACY_WEIGHTS, V3_WEIGHTS -> ofHdf5(file);
            case KERAS_ARCHIVE -> ofArchive(file);
            case TF_CHECKPOINT -> ofCheckpoint(file);
            case SAVED_MODEL -> ofSavedModel(file);
            default -> {
                // text only
            }
        }
    }

    /** Arrays by path, attributes by path and {@code @name}. */
    static Map<String, Tensor> ofHdf5(Path path) {
        Map<String, Tensor> all = new TreeMap<>();
        try (Hdf5File file = Hdf5File.open(path)) {
            List<Hdf5Group> groups = new ArrayList<>(List.of(file.root()));
            while (!groups.isEmpty()) {
                Hdf5Group group = groups.remove(groups.size() - 1);
                addAttributes(all, group.path(), group.attributes());
                for (String name : group.names()) {
                    if (group.hasGroup(name)) {
                        groups.add(group.group(name).orElseThrow());
                    } else if (group.hasDataset(name)) {
                        Hdf5Dataset dataset = group.dataset(name).orElseThrow();
                        add(all, dataset.name(), dataset);
                        addAttributes(all, dataset.name(), dataset.attributes());
                    }
                }
            }
        }
        return all;
    }

    private static void addAttributes(Map<String, Tensor> all, String path, Hdf5Attributes attributes) {
        for (String name : attributes.names()) {
            all.put(path + "@" + name, attributes.value(name).orElseThrow());
        }
    }

    private static void add(Map<String, Tensor> all, String name, StoredArray array) {
        if (array.byteSize() <= LARGEST) {
            all.put(name, array.read());
        }
    }

    /** What is in an archive beside its weights; these are opened. */
    static void ofArchive(Path file) {
        try (KerasArchive archive = KerasArchive.open(file)) {
            archive.kerasVersion();
            archive.weights();
            archive.assets().forEach(archive::asset);
        }
    }

    static Map<String, Tensor> ofCheckpoint(Path path) {
        try (TensorBundle bundle = TensorBundle.open(path, true)) {
            return of(bundle);
        }
    }

    private static Map<String, Tensor> of(TensorBundle bundle) {
        Map<String, Tensor> all = new TreeMap<>();
        bundle.objectGraph();
        for (String name : bundle.names()) {
            if (bundle.isReadable(name)) {
                add(all, name, bundle.expected(name));
            }
        }
        return all;
    }

    /** The values of a SavedModel, after all else that it says was read. */
    static Map<String, Tensor> ofSavedModel(Path folder) {
        SavedModel file = SavedModel.open(folder);
        file.signatures().toString();
        file.assets();
        file.kerasModel().map(KerasObject::json);
        for (int object = 0; object < file.objects().size(); object++) {
            file.table(object);
        }
        if (!file.hasValues()) {
            return Map.of();
        }
        try (TensorBundle bundle = file.openValues(true)) {
            return of(bundle);
        }
    }
}
