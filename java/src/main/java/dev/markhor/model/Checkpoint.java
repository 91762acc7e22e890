package dev.markhor.model;

import dev.markhor.graph.Spec;
import dev.markhor.restore.LoadStatus;
import dev.markhor.restore.MatchOptions;
import dev.markhor.restore.matching.CheckpointLoader;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import dev.markhor.variable.PendingRestore;
import dev.markhor.variable.Trackable;
import dev.markhor.variable.Variable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Objects under names, as {@code tf.train.Checkpoint(model=m, step=v)} keeps them: what such a file is restored into.
 *
 * <pre>{@code
 * Checkpoint checkpoint = Checkpoint.of("model", model);
 * checkpoint.read(Path.of("run/ckpt-7")).assertExistingObjectsMatched();
 * }</pre>
 */
public final class Checkpoint implements Trackable {
    private static final String SAVE_COUNTER = "save_counter";

    private final Edges edges = new Edges();
    /** In the one order in which models are locked, whatever their order here: two checkpoints of the same models never wait for each other. */
    private final List<Model> models = new ArrayList<>();

    private final Trackable root;

    private Checkpoint(Model model) {
        models.add(model);
        root = model;
    }

    private Checkpoint(Map<String, ?> objects) {
        root = this;
        objects.forEach((name, object) -> {
            edges.put(Container.edge(name, object, null));
            if (object instanceof Model model) {
                models.add(model);
            }
        });
        models.sort(Comparator.comparingLong(Model::lockOrder));
    }

    /**
     * What a model holds, without a name before it, as in {@code tf.train.Checkpoint(m)}. A count of saves, which the model has no place
     * for, is left in the file.
     */
    public static Checkpoint of(Model model) {
        return new Checkpoint(model);
    }

    /** One object: a {@link Layer}, a {@link Variable}, or a list or map of these. */
    public static Checkpoint of(String name, Object object) {
        return new Checkpoint(Map.of(name, object));
    }

    /** Two objects. */
    public static Checkpoint of(String name, Object object, String otherName, Object other) {
        Map<String, Object> objects = new LinkedHashMap<>();
        objects.put(name, object);
        objects.put(otherName, other);
        return of(objects);
    }

    /**
     * Any number of objects.
     *
     * @throws IllegalArgumentException if one is no layer, variable, or list or map of these
     */
    public static Checkpoint of(Map<String, ?> objects) {
        return new Checkpoint(objects);
    }

    /**
     * A variable of the program's own to restore, such as a counter of steps.
     *
     * @param initial its value unless something is restored
     */
    public static Variable variable(String name, Tensor initial) {
        return new Variable(name, new Spec(initial.dtype(), initial.shape()), true, spec -> initial);
    }

    /** As {@link #read(Path, MatchOptions)}, by position of the defaults. */
    public LoadStatus read(Path path) {
        return read(path, MatchOptions.DEFAULTS);
    }

    /**
     * Restores what {@code tf.train.Checkpoint.write} or {@code Model.save_weights} wrote. What does not exist yet is restored as it is
     * created.
     *
     * @param path a prefix, its {@code .index} file, or a folder with a {@code checkpoint} file
     * @return what was matched; unlike {@code Model.loadWeights}, a file that has nothing in common is no error
     * @throws dev.markhor.error.WeightMismatchException if a shape or type differs; nothing has changed then
     * @throws dev.markhor.error.MalformedFileException if there is no checkpoint, or it is damaged
     * @throws IllegalArgumentException if an option goes with other formats only
     */
    public LoadStatus read(Path path, MatchOptions options) {
        return locked(() -> CheckpointLoader.restore(path, root, options, false));
    }

    /** As {@link #restore(Path, MatchOptions)}, with the defaults. */
    public LoadStatus restore(Path path) {
        return restore(path, MatchOptions.DEFAULTS);
    }

    /**
     * As {@link #read(Path, MatchOptions)}, for what {@code tf.train.Checkpoint.save} or a {@code CheckpointManager} wrote: such files
     * count their saves, and this checkpoint has a {@code save_counter} from now on, as TensorFlow's has.
     */
    public LoadStatus restore(Path path, MatchOptions options) {
        return locked(() -> {
            LoadStatus status = CheckpointLoader.restore(path, root, options, false);
            if (edges.get(SAVE_COUNTER) == null) {
                edges.put(Edge.to(SAVE_COUNTER, variable(SAVE_COUNTER, Tensor.zeros(DType.INT64, Shape.of()))));
            }
            return status;
        });
    }

    /** With all models locked, so that none of them is built or loaded meanwhile. */
    private LoadStatus locked(Supplier<LoadStatus> load) {
        Supplier<LoadStatus> action = load;
        for (Model model : models) {
            Supplier<LoadStatus> inner = action;
            action = () -> model.locked(inner);
        }
        return action.get();
    }

    @Override
    public List<Edge> edges() {
        return edges.list();
    }

    @Override
    public void await(PendingRestore restore) {
        edges.await(restore);
    }
}
