package dev.markhor.formats.savedmodel;

import dev.markhor.error.MalformedFileException;
import dev.markhor.error.UnsupportedModelException;
import dev.markhor.formats.Limits;
import dev.markhor.formats.Links;
import dev.markhor.formats.WholeFile;
import dev.markhor.formats.checkpoint.CheckpointPath;
import dev.markhor.formats.checkpoint.TensorBundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A SavedModel as it lies in its folder: objects, signatures, and what Keras says of them. The functions that compute are not read. Symbolic
 * links that lead out of the folder are refused. Values are those of a checkpoint: {@link #openValues}. Safe for use by several threads.
 */
public final class SavedModel {
    static final String GRAPH = "saved_model.pb";
    private static final String TEXT_GRAPH = "saved_model.pbtxt";
    private static final String METADATA = "keras_metadata.pb";
    private static final String VARIABLES = "variables";

    private static final int LONGEST_PATH = 250;

    private final Path folder;
    private final MetaGraph graph;
    private final Map<Integer, String> paths;
    private final List<KerasObject> kerasObjects;
    private final LookupTables tables;

    private SavedModel(Path folder, String place, MetaGraph graph) {
        this.folder = folder;
        this.graph = graph;
        this.paths = objects().isEmpty() ? Map.of() : paths(objects());
        this.kerasObjects = readKerasObjects(place);
        this.tables = new LookupTables(folder, place, graph);
    }

    /**
     * Reads all but the values.
     *
     * @throws MalformedFileException if something is missing, damaged or does not fit together
     * @throws UnsupportedModelException if it is in text form, or too large
     */
    public static SavedModel open(Path folder) {
        Path file = folder.resolve(GRAPH);
        if (!Files.exists(file)) {
            if (Files.exists(folder.resolve(TEXT_GRAPH))) {
                throw new UnsupportedModelException(folder.resolve(TEXT_GRAPH)
                        + ": a SavedModel in text form, which is not read; save it anew, without as_text");
            }
            throw new MalformedFileException(folder + ": expected the folder of a SavedModel, found no " + GRAPH);
        }
        String place = file.toString();
        return new SavedModel(folder, place, MetaGraph.read(place, bytes(folder, file)));
    }

    private static byte[] bytes(Path folder, Path file) {
        return WholeFile.read(Links.within(folder, file), Limits.SAVED_MODEL);
    }

    private List<KerasObject> readKerasObjects(String place) {
        Path file = folder.resolve(METADATA);
        return Files.exists(file)
                ? KerasMetadata.read(
                        file.toString(), bytes(folder, file), objects().size())
                : KerasMetadata.inGraph(place, objects(), paths);
    }

    // ---- what it holds

    public Path path() {
        return folder;
    }

    /** What the first graph is for: {@code serve}. Others are not looked at. */
    public List<String> tags() {
        return graph.tags();
    }

    /** How many graphs there are. */
    public int graphs() {
        return graph.graphs();
    }

    /** The version of TensorFlow that wrote it, where it says so. */
    public Optional<String> tensorFlowVersion() {
        return Optional.of(graph.version()).filter(version -> !version.isEmpty());
    }

    /** What a program for serving may call, by name, sorted. */
    public Map<String, Signature> signatures() {
        return graph.signatures();
    }

    /** Names of the files in the folder {@code assets}. */
    public List<String> assets() {
        return graph.assets().stream().distinct().toList();
    }

    /** All objects, the root first; none if TensorFlow 1 wrote it. */
    public List<SavedObject> objects() {
        return graph.objects().objects();
    }

    /** Each object's shortest path of attributes from the root, {@code encoder/kernel}; what nothing leads to has none. */
    public Map<Integer, String> paths() {
        return paths;
    }

    /** What Keras says of its objects; nothing if the model was not saved by Keras' {@code save}. */
    public List<KerasObject> kerasObjects() {
        return kerasObjects;
    }

    /** What Keras says of the model. */
    public Optional<KerasObject> kerasModel() {
        return kerasObjects.stream().filter(object -> object.node() == 0).findFirst();
    }

    /**
     * The table of a lookup layer, if it has one.
     *
     * @param object number of the layer
     * @throws MalformedFileException if what fills it is missing or damaged
     */
    public Optional<StoredTable> table(int object) {
        return tables.of(object);
    }

    // ---- the values

    /** Whether there is a checkpoint with the values of variables; a model without any may come without. */
    public boolean hasValues() {
        return CheckpointPath.exists(
                folder.resolve(VARIABLES).resolve(VARIABLES).toString());
    }

    /**
     * Opens the checkpoint with the values of all variables.
     *
     * @param verified whether values are compared with their checksums as they are read
     * @throws MalformedFileException if there is none, or it is damaged
     */
    public TensorBundle openValues(boolean verified) {
        Path variables = folder.resolve(VARIABLES);
        if (!hasValues()) {
            throw new MalformedFileException(variables.resolve(VARIABLES + ".index")
                    + ": is not there, and the values of the model's variables are in it; copy the whole folder");
        }
        try (Stream<Path> files = Files.list(variables)) {
            files.filter(file -> file.getFileName().toString().startsWith(VARIABLES + "."))
                    .filter(Files::exists) // a link to nothing is a missing file
                    .forEach(file -> Links.within(folder, file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + variables + ": " + e.getMessage(), e);
        }
        return TensorBundle.open(variables.resolve(VARIABLES), verified);
    }

    private static Map<Integer, String> paths(List<SavedObject> objects) {
        Map<Integer, String> paths = new LinkedHashMap<>();
        paths.put(0, "");
        List<Integer> queue = new ArrayList<>(List.of(0));
        for (int i = 0; i < queue.size(); i++) {
            String path = paths.get(queue.get(i));
            objects.get(queue.get(i)).children().forEach((name, child) -> {
                if (!paths.containsKey(child)) {
                    String below = path.isEmpty() ? name : path + '/' + name;
                    // no more of it than anybody reads: all paths of a deep graph would take memory quadratic in its
                    // depth
                    paths.put(
                            child,
                            below.length() <= LONGEST_PATH
                                    ? below
                                    : "..." + below.substring(below.length() - LONGEST_PATH));
                    queue.add(child);
                }
            });
        }
        return paths;
    }
}
