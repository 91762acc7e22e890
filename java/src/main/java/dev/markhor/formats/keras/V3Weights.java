package dev.markhor.formats.keras;

import dev.markhor.error.MalformedFileException;
import dev.markhor.formats.StoredArray;
import dev.markhor.formats.hdf5.Hdf5File;
import dev.markhor.formats.hdf5.Hdf5Group;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** {@code .weights.h5} of Keras 3 and tf.keras 2.12 on: arrays under object paths such as {@code layers/dense}. */
public final class V3Weights implements AutoCloseable {
    static final String VARS = "vars";

    private final Path path;
    private final List<Hdf5File> files;
    private final Map<String, V3Object> objects;
    private final Runnable verification;

    V3Weights(Path path, List<Hdf5File> files, Map<String, V3Object> objects) {
        this(path, files, objects, () -> {});
    }

    private V3Weights(Path path, List<Hdf5File> files, Map<String, V3Object> objects, Runnable verification) {
        this.path = path;
        this.files = List.copyOf(files);
        this.objects = objects;
        this.verification = verification;
    }

    /**
     * Opens a {@code .weights.h5}, or a {@code .weights.json} with the files it lists.
     *
     * @throws dev.markhor.error.MalformedFileException if a file is damaged, or lists what is not there
     * @throws dev.markhor.error.UnsupportedModelException if it uses a feature of HDF5 that is not read
     */
    public static V3Weights open(Path path) {
        if (!Hdf5File.isHdf5(path)) {
            return V3Shards.open(path);
        }
        Hdf5File file = Hdf5File.open(path);
        try {
            return of(file);
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** The same over an open file, which {@link #close} closes. */
    public static V3Weights of(Hdf5File file) {
        return of(file, () -> {});
    }

    /** As above. @param verification what {@link #requireIntact} does more: compares what was read with a checksum */
    static V3Weights of(Hdf5File file, Runnable verification) {
        Map<String, V3Object> objects = new TreeMap<>();
        collect(file, file.root(), "", objects);
        return new V3Weights(file.path(), List.of(file), objects, verification);
    }

    private static void collect(Hdf5File file, Hdf5Group group, String objectPath, Map<String, V3Object> objects) {
        for (String name : group.names()) {
            if (!group.hasGroup(name)) {
                continue;
            }
            Hdf5Group child = group.group(name).orElseThrow();
            if (name.equals(VARS)) {
                V3Object object = new V3Object(file.path(), objectPath);
                addVariables(child, object);
                if (objects.put(objectPath, object) != null) {
                    throw new MalformedFileException(file.path() + ", object '" + objectPath
                            + "' is stored twice: by slashes and by backslashes");
                }
            } else {
                // tf.keras 2 on Windows joined paths with backslashes: one group named layers\dense, not two
                String slashed = name.replace('\\', '/');
                collect(file, child, objectPath.isEmpty() ? slashed : objectPath + "/" + slashed, objects);
            }
        }
    }

    static void addVariables(Hdf5Group vars, V3Object object) {
        for (String name : vars.names()) {
            if (vars.hasDataset(name)) {
                object.add(name, vars.dataset(name).orElseThrow());
            }
        }
        object.setName(() -> vars.attributes().string("name"));
    }

    public Path path() {
        return path;
    }

    /** Paths of all objects that own a {@code vars} group, sorted; the model itself is the empty path. */
    public Set<String> objects() {
        return Collections.unmodifiableSet(objects.keySet());
    }

    /** Whether the object has a {@code vars} group, even an empty one. */
    public boolean has(String objectPath) {
        return objects.containsKey(objectPath);
    }

    /**
     * Arrays {@code 0}, {@code 1}, … of the object; none if it has no group.
     *
     * @throws dev.markhor.error.MalformedFileException if their numbers have a gap
     */
    public List<StoredArray> weights(String objectPath) {
        V3Object object = objects.get(objectPath);
        return object == null ? List.of() : object.weights();
    }

    /** Arrays of the object whose names are not numbers, such as {@code idf_weights}. */
    public Map<String, StoredArray> namedWeights(String objectPath) {
        V3Object object = objects.get(objectPath);
        return object == null ? Map.of() : Collections.unmodifiableMap(object.named());
    }

    /** The object's {@code name} when it was saved; written since Keras 3.6. */
    public Optional<String> objectName(String objectPath) {
        V3Object object = objects.get(objectPath);
        return object == null ? Optional.empty() : object.name();
    }

    /** From now on values are read unchecked: {@link #requireIntact} checks them together, before they are used. */
    public void checkLater() {
        files.forEach(Hdf5File::checkLater);
    }

    /**
     * Checks all that was read, and the rest: that the files are those that were opened, and that weights in an archive have its checksum.
     *
     * @throws dev.markhor.error.MalformedFileException if not
     */
    public void requireIntact() {
        files.forEach(Hdf5File::requireUnchanged);
        verification.run();
    }

    @Override
    public void close() {
        for (Hdf5File file : files) {
            file.close();
        }
    }
}
