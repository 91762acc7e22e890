package dev.markhor.cli;

import dev.markhor.formats.StoredArray;
import dev.markhor.formats.checkpoint.TensorBundle;
import dev.markhor.formats.hdf5.Hdf5Dataset;
import dev.markhor.formats.hdf5.Hdf5File;
import dev.markhor.formats.hdf5.Hdf5Group;
import dev.markhor.formats.keras.KerasArchive;
import dev.markhor.formats.keras.V3Weights;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.verify.npy.Npz;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a weight file holds.
 *
 * @param kind what the file is, for a person
 * @param writer who wrote it, as far as the file says so
 * @param details what else JSON has
 */
record Contents(String kind, String writer, List<Entry> entries, Map<String, Object> details) {
    Contents {
        entries = withParents(entries);
    }

    Contents(String kind, String writer, List<Entry> entries) {
        this(kind, writer, entries, Map.of());
    }

    /**
     * A node of the tree.
     *
     * @param path steps separated by slashes
     * @param note more about it, such as the name of the layer
     * @param strings the first values of an array of strings
     */
    record Entry(String path, DType dtype, Shape shape, long bytes, String note, String strings) {
        Entry(String path, DType dtype, Shape shape, long bytes, String note) {
            this(path, dtype, shape, bytes, note, "");
        }

        static Entry group(String path, String note) {
            return new Entry(path, null, null, 0, note);
        }

        static Entry array(String path, StoredArray array) {
            return array(path, array, "");
        }

        static Entry array(String path, StoredArray array, String note) {
            String strings = array.dtype() == DType.STRING ? Printable.first(array) : "";
            return new Entry(path, array.dtype(), array.shape(), array.byteSize(), note, strings);
        }

        boolean isArray() {
            return dtype != null;
        }
    }

    /** Adds the groups that lie between those listed. */
    private static List<Entry> withParents(List<Entry> entries) {
        List<Entry> all = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (Entry entry : entries) {
            for (int slash = entry.path().indexOf('/');
                    slash >= 0;
                    slash = entry.path().indexOf('/', slash + 1)) {
                String parent = entry.path().substring(0, slash);
                if (known.add(parent)) {
                    all.add(Entry.group(parent, ""));
                }
            }
            known.add(entry.path());
            all.add(entry);
        }
        return all;
    }

    static List<Entry> ofHdf5(Hdf5File file) {
        List<Entry> entries = new ArrayList<>();
        collect(file.root(), "", entries);
        return entries;
    }

    private static void collect(Hdf5Group group, String prefix, List<Entry> entries) {
        for (String name : group.names()) {
            String path = prefix.isEmpty() ? name : prefix + "/" + name;
            if (group.hasDataset(name)) {
                Hdf5Dataset dataset = group.dataset(name).orElseThrow();
                entries.add(Entry.array(path, dataset));
            } else if (group.hasGroup(name)) {
                Hdf5Group below = group.group(name).orElseThrow();
                entries.add(Entry.group(path, below.attributes().string("name").orElse("")));
                collect(below, path, entries);
            } else {
                entries.add(Entry.group(path, "link, not followed"));
            }
        }
    }

    static List<Entry> ofArchive(KerasArchive archive) {
        List<Entry> entries = new ArrayList<>();
        entries.add(Entry.group("config.json", ""));
        archive.metadataJson().ifPresent(text -> entries.add(Entry.group("metadata.json", "")));
        for (String asset : archive.assets()) {
            entries.add(Entry.group("assets/" + asset, ""));
        }
        entries.addAll(ofWeights("weights", archive.weights()));
        return entries;
    }

    static List<Entry> ofWeights(String root, V3Weights weights) {
        List<Entry> entries = new ArrayList<>();
        for (String object : weights.objects()) {
            String path = root.isEmpty() || object.isEmpty() ? root + object : root + "/" + object;
            if (!path.isEmpty()) {
                entries.add(Entry.group(path, weights.objectName(object).orElse("")));
            }
            List<StoredArray> arrays = weights.weights(object);
            for (int i = 0; i < arrays.size(); i++) {
                entries.add(Entry.array(path.isEmpty() ? "" + i : path + "/" + i, arrays.get(i)));
            }
            weights.namedWeights(object).forEach((name, array) -> entries.add(Entry.array(path + "/" + name, array)));
        }
        return entries;
    }

    /** Values under their keys, without what these end in for every variable of an object graph. */
    static List<Entry> ofCheckpoint(TensorBundle bundle) {
        List<Entry> entries = new ArrayList<>();
        for (String name : bundle.names()) {
            StoredArray array = bundle.array(name).orElseThrow();
            String path = name.replaceFirst("/\\.ATTRIBUTES/VARIABLE_VALUE$", "");
            if (name.equals(TensorBundle.OBJECT_GRAPH)) {
                entries.add(Entry.group(
                        path, bundle.objectGraph().orElseThrow().nodes().size() + " objects"));
            } else if (bundle.isReadable(name)) {
                entries.add(Entry.array(path, array));
            } else {
                entries.add(Entry.group(path, bundle.type(name) + array.shape() + ", not read"));
            }
        }
        return entries;
    }

    static List<Entry> ofNpz(Path file) {
        List<Entry> entries = new ArrayList<>();
        Npz.readAll(file)
                .forEach((name, tensor) -> entries.add(new Entry(
                        name,
                        tensor.dtype(),
                        tensor.shape(),
                        tensor.size() * tensor.dtype().bytes(),
                        "")));
        return entries;
    }
}
