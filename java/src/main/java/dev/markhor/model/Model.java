package dev.markhor.model;

import dev.markhor.event.Flight;
import dev.markhor.event.RestoreEvent;
import dev.markhor.execution.ExecutionOptions;
import dev.markhor.execution.MemoryUse;
import dev.markhor.graph.Placeholder;
import dev.markhor.graph.Spec;
import dev.markhor.graph.Value;
import dev.markhor.memory.MemoryAccount;
import dev.markhor.restore.LoadStatus;
import dev.markhor.restore.MatchOptions;
import dev.markhor.restore.Restorable;
import dev.markhor.restore.matching.ObjectGraph;
import dev.markhor.restore.matching.WeightLoader;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import dev.markhor.variable.Variable;
import java.nio.FloatBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A layer that can be run: made of layers by {@link #of} (functional), as a {@link Sequential}, or by a subclass that keeps layers in
 * fields and overrides {@code call}. {@code predict} is safe for many threads at once.
 */
public abstract class Model extends Layer implements AutoCloseable {
    private static final AtomicLong CREATED = new AtomicLong();

    private final Object loadingLock = new Object();
    private final long lockOrder = CREATED.incrementAndGet();
    private final Object accountLock = new Object();
    private final Object engineLock = new Object();
    private Dialect dialect = Dialect.KERAS3;
    private volatile Engine engine;
    private volatile boolean closed;
    private volatile MemoryAccount account;
    private volatile LoadStatus loadStatus;
    private volatile ModelConfig config;
    private volatile Optional<Structure<Spec>> builtStructure = Optional.empty();

    protected Model() {}

    /** A user-defined model that follows another generation's rules than Keras 3's. */
    protected Model(Dialect dialect) {
        this.dialect = dialect;
    }

    /** A functional model from one input to one output. */
    public static Functional of(Value input, Value output) {
        return new Functional(Structure.of(input), Structure.of(output));
    }

    /** A functional model with several inputs or outputs, in lists or by name. */
    public static Functional of(Structure<Value> inputs, Structure<Value> outputs) {
        return new Functional(inputs, outputs);
    }

    /** As {@link #of(Structure, Structure)}, its layers listed in a given order: for readers of configs. */
    public static Functional of(Structure<Value> inputs, Structure<Value> outputs, List<Layer> layers) {
        return Functional.ordered(inputs, outputs, layers);
    }

    public final Dialect dialect() {
        return dialect;
    }

    /** Sets whose rules apply; for readers of files. */
    public final void setModelDialect(Dialect chosen) {
        dialect = chosen;
    }

    /** The layers this model is made of, in Keras' order. */
    public List<Layer> layers() {
        return sublayers();
    }

    /** Layers in attributes; those without a name get Keras' default one, unique in this model. */
    @Override
    public List<Layer> sublayers() {
        List<Layer> found = super.sublayers();
        for (Layer layer : found) {
            if (!layer.isNamed()) {
                DefaultNames.give(found);
                break;
            }
        }
        return found;
    }

    @Override
    public Kind kind() {
        return Kind.SUBCLASSED_MODEL;
    }

    /** The layer of this name. @throws IllegalArgumentException if there is none */
    public final Layer layer(String name) {
        return layers().stream()
                .filter(layer -> layer.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("model '" + name() + "' has no layer '" + name
                        + "', only " + layers().stream().map(Layer::name).toList()));
    }

    /**
     * One row for each layer, as Keras' summary lists them.
     *
     * @throws IllegalStateException if the model is not built
     */
    public List<LayerSummary> summary() {
        requireBuilt();
        return layers().stream().map(layer -> LayerSummary.of(layer, List.of())).toList();
    }

    /**
     * Which layers are called on what. A user-defined model is asked by a call on symbolic values like those that it was built for.
     *
     * @throws IllegalStateException if the model is not built
     */
    public Connections connections() {
        return ConnectionReader.trace(this);
    }

    final void requireBuilt() {
        if (!isBuilt()) {
            throw new IllegalStateException("model '" + name() + "' is not built; call it, or build(...) it");
        }
    }

    /**
     * A model of the same layers that ends at layer {@code name}: to look at what happens inside. Empty if this model is no static
     * graph or has no such layer.
     */
    public Optional<Model> upTo(String name) {
        return Optional.empty();
    }

    /** A part of this model that follows the same rules. */
    final Model sharingDialect(Model part) {
        part.setModelDialect(dialect);
        return part;
    }

    /** The symbolic inputs of a static model; empty for one that takes what it is called with. */
    protected Optional<Structure<Value>> declaredInputs() {
        return Optional.empty();
    }

    /**
     * Names, types and shapes of the inputs, in the order in which {@code predict} takes a list; empty for a model that takes what it is
     * called with.
     */
    public final Map<String, Spec> inputSpecs() {
        return ModelInputs.specs(this);
    }

    /** Creates the variables without running anything. Shapes include the batch dimension, which may be {@link Shape#FREE}. */
    public final void build(Spec... inputs) {
        build(inputs.length == 1 ? Structure.of(inputs[0]) : Structure.list(List.of(inputs)));
    }

    /** As {@link #build(Spec...)}, for inputs in the structure in which {@code predict} will get them. */
    public final void build(Structure<Spec> inputs) {
        requireOpen();
        try (MemoryAccount.Scope memory = account().enter()) {
            apply(Inputs.of(inputs.mapLeaves(Placeholder::create)), dialect);
        }
        builtStructure = Optional.of(inputs);
    }

    /** What {@link #build(Structure)} was given, if it was used. */
    final Optional<Structure<Spec>> builtStructure() {
        return builtStructure;
    }

    /** As {@link #build(Spec...)}, for one float32 input of these sizes: {@code model.build(Shape.FREE, 28, 28, 1)}. */
    public final void build(long first, long... others) {
        build(Spec.of(DType.FLOAT32, Shape.of(others).prepend(first).dims()));
    }

    // ---- weights

    /** As {@link #loadWeights(Path, MatchOptions)}, by position, and everything must fit. */
    public final LoadStatus loadWeights(Path path) {
        return loadWeights(path, MatchOptions.DEFAULTS);
    }

    /**
     * Loads weights from any supported file, recognised by its bytes. Everything is checked first, so that an error leaves the model as it
     * was; a model that is running changes from the old weights to the new ones at once.
     *
     * <p>For Keras' own files the model must be built. A TensorFlow checkpoint is matched by the names of the attributes that layers were
     * assigned to, at once where there are variables, and otherwise when they are created, in the first call: their initialisers never
     * run. Of two loads the later wins, and the earlier fills what only it has.
     *
     * @return what was matched, skipped and left over
     * @throws dev.markhor.error.WeightMismatchException if the weights do not fit; the message names layer and weight
     * @throws dev.markhor.error.MalformedFileException if the file is damaged
     * @throws dev.markhor.error.UnsupportedModelException if the file is of a kind that is not read
     * @throws IllegalStateException if the model is not built, or after {@link #close}
     * @throws IllegalArgumentException if the options do not go with this kind of file
     */
    public final LoadStatus loadWeights(Path path, MatchOptions options) {
        return loading(() -> WeightLoader.load(path, this, options));
    }

    /**
     * Restores values by the attributes that lead to them, such as {@code encoder/kernel} or {@code blocks/0/bias}, as TensorFlow's
     * checkpoints do. What is not built yet is restored when it is: variables are created with their values, and their initialisers
     * never run. A later restore wins over an earlier one.
     *
     * @throws dev.markhor.error.WeightMismatchException if a shape differs from that of a variable that exists; nothing has changed
     *     then. For one that does not, the layer's build fails
     */
    public final LoadStatus restore(Map<String, Tensor> values) {
        return restore(model -> WeightLoader.restore(ObjectGraph.of(values), model));
    }

    /**
     * Replaces several weights at once, named as by {@link #weightsByPath}: no call sees some new values and some old ones. Their types are
     * converted.
     *
     * @throws IllegalArgumentException if there is no such weight, or a shape differs; nothing has changed then
     * @throws dev.markhor.error.MemoryLimitException if they take more memory than the model may have; nothing has changed then
     */
    public final void assign(Map<String, Tensor> values) {
        requireOpen();
        Assignment assignment = Assignment.of(this, values);
        synchronized (loadingLock) {
            assignment.make();
            weightsChanged();
        }
    }

    private void weightsChanged() {
        Engine current = engine;
        if (current != null) {
            current.weightsChanged();
        }
    }

    /** Restores by other means, while nobody else builds or loads; for readers of files. */
    public final LoadStatus restore(Function<? super Restorable, LoadStatus> means) {
        return loading(() -> means.apply(this));
    }

    /** What became of the weights loaded last, if any were. */
    public final Optional<LoadStatus> loadStatus() {
        return Optional.ofNullable(loadStatus);
    }

    // ---- saving

    /** As {@link #save(Path, boolean)}, replacing a file that is there, as Keras does. */
    public final void save(Path path) {
        save(path, true);
    }

    /**
     * Writes the whole model as a {@code .keras} archive that Keras 3 opens: with the configuration that it was read from, or with what the
     * layers of a sequential or functional model say of themselves. Under the name there is the old file, or none, until the new one
     * is complete; after an error it is as before.
     *
     * @param path ends in {@code .keras}
     * @param overwrite whether a file that is there is replaced
     * @throws IllegalArgumentException if the name ends in something else
     * @throws dev.markhor.error.UnsupportedModelException if the model has no configuration that Keras 3 would open, as it has classes or functions
     *     of the program's own, say; the message names what stands in the way. {@link #saveWeights} works nevertheless
     * @throws IllegalStateException if the model is not built, or after {@link #close}
     * @throws java.io.UncheckedIOException if the file cannot be written
     */
    public final void save(Path path, boolean overwrite) {
        ModelSaver.save(this, path, overwrite);
    }

    /** As {@link #saveWeights(Path, boolean)}, replacing a file that is there, as Keras does. */
    public final void saveWeights(Path path) {
        saveWeights(path, true);
    }

    /**
     * Writes the weights: as Keras 3's {@code .weights.h5}, as legacy HDF5 where the name ends in {@code .h5} or {@code .hdf5} without that,
     * as a TensorFlow checkpoint where it has no suffix, or {@code .ckpt} or {@code .tf}: {@code NAME.index}, {@code NAME.data-00000-of-00001},
     * and a note in the folder's file {@code checkpoint}, as {@code save_weights} of tf.keras has them. Under the name there is the old file,
     * or none, until the new one is complete; after an error it is as before.
     *
     * <p>A checkpoint goes by attributes: fields of user-defined layers and models are called there as in Python, {@code denseB} is
     * {@code dense_b}, unless {@link Attribute} says otherwise.
     *
     * @param overwrite whether a file that is there is replaced
     * @throws IllegalArgumentException if the name ends in something else
     * @throws IllegalStateException if the model is not built, or after {@link #close}
     * @throws java.io.UncheckedIOException if the file cannot be written
     */
    public final void saveWeights(Path path, boolean overwrite) {
        ModelSaver.saveWeights(this, path, overwrite);
    }

    /** What the model was read from, if it was. */
    final Optional<ModelConfig> config() {
        return Optional.ofNullable(config);
    }

    /** Tells what the model was read from; for readers of files. */
    public final void setConfig(ModelConfig read) {
        config = read;
    }

    /**
     * Runs while nobody loads this model or assigns its weights, nor makes further variables, as the first call of a user-defined model may.
     * What may take as long as reading a file keeps no prediction waiting but such a one.
     */
    final <T> T locked(Supplier<T> action) {
        if (isBuilt() && kind() == Kind.STATIC_MODEL) {
            return loadingAlone(action);
        }
        synchronized (this) {
            return loadingAlone(action);
        }
    }

    /** Where this model is in the order in which several are locked. */
    final long lockOrder() {
        return lockOrder;
    }

    private <T> T loadingAlone(Supplier<T> action) {
        synchronized (loadingLock) {
            requireOpen();
            return action.get();
        }
    }

    private LoadStatus loading(Supplier<LoadStatus> load) {
        return locked(() -> {
            RestoreEvent event = Flight.isOn() ? RestoreEvent.start() : null;
            try (MemoryAccount.Scope memory = account().enter()) {
                loadStatus = load.get();
            }
            if (event != null) {
                event.end(
                        name(),
                        loadStatus.source(),
                        loadStatus.matched().size(),
                        loadStatus.skipped().size(),
                        loadStatus.missing().size(),
                        loadStatus.unused().size());
            }
            weightsChanged();
            return loadStatus;
        });
    }

    // ---- running

    /**
     * Runs the model.
     *
     * @param x the input with its batch dimension; its type is converted as Keras converts it
     * @throws IllegalArgumentException if the input does not fit, or the model has several outputs
     * @throws dev.markhor.error.MemoryLimitException if that takes more memory than the model or the process may have
     * @throws IllegalStateException after {@link #close}
     * @throws dev.markhor.error.InterruptedCallException if the thread is interrupted and the call takes more than some milliseconds
     */
    public final Tensor predict(Tensor x) {
        return predict(Structure.of(x)).single();
    }

    /** Runs a model with several inputs or outputs, in the model's order. */
    public final List<Tensor> predict(List<Tensor> inputs) {
        return predict(Structure.list(inputs)).flatten();
    }

    /** Runs a model on inputs by name; the outputs come in the model's order. */
    public final List<Tensor> predict(Map<String, Tensor> inputs) {
        return predict(Structure.map(inputs)).flatten();
    }

    /** Runs the model on inputs in any structure; the outputs have the structure that the model gives them. */
    public final Structure<Tensor> predict(Structure<Tensor> inputs) {
        return usableEngine().run(inputs);
    }

    /** Calls that follow each other, for models with stateful layers; may run beside any other calls. */
    public final Session session() {
        requireOpen();
        return new Session(this);
    }

    /** Runs a model from rows to rows: {@code [batch][features]}. */
    public final float[][] predict(float[][] rows) {
        Tensor result = predict(Tensor.of(rows));
        if (rows.length > 0 && (result.shape().rank() == 0 || result.shape().dim(0) != rows.length)) {
            throw new IllegalArgumentException("model '" + name() + "' gives " + result.shape() + " for " + rows.length
                    + " rows, which is not a row for each: use predict with tensors");
        }
        float[] flat = result.toFloatArray();
        int width = flat.length / Math.max(1, rows.length);
        float[][] split = new float[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            split[i] = java.util.Arrays.copyOfRange(flat, i * width, (i + 1) * width);
        }
        return split;
    }

    /**
     * Runs the model on values in the caller's arrays: the shortest way for small models, which takes no memory once it has run.
     *
     * <p>For models from one float32 input to one float32 output whose sizes are known but for the batch.
     *
     * @param input one or more samples, row-major, {@code [batch, ...]} flattened: its length tells the batch
     * @param output is filled with the results; exactly as long as they are
     * @throws IllegalArgumentException if the lengths do not fit, or the model is no such model
     * @throws IllegalStateException after {@link #close}
     */
    public final void predict(float[] input, float[] output) {
        usableEngine().floatCalls().run(input, output);
    }

    /**
     * As {@link #predict(float[], float[])}, on what remains in the buffers, whose positions stay. They may be on the heap or off it, as
     * {@code ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder()).asFloatBuffer()} is.
     *
     * @throws java.nio.ReadOnlyBufferException if the output cannot be written
     */
    public final void predict(FloatBuffer input, FloatBuffer output) {
        if (output.isReadOnly()) {
            throw new ReadOnlyBufferException();
        }
        usableEngine().floatCalls().run(input, output);
    }

    /**
     * Makes ready for calls on inputs of these shapes: loads the native libraries, compiles, packs the weights, and runs nothing. Where a model
     * handles texts, what follows on them is left to the first call: only running tells how many words there are.
     *
     * @param shapes one for each input, the batch included; none: those the model declares, for a batch of one
     * @throws IllegalArgumentException if the shapes do not fit, or some are not known
     * @throws IllegalStateException after {@link #close}
     */
    public final void prepare(Shape... shapes) {
        usableEngine().prepare(ModelInputs.blank(this, List.of(shapes)));
    }

    /**
     * Makes the first call on inputs of these shapes as fast as later ones: does what {@link #prepare} does, and runs once on zeros (or some
     * text), so that memory for intermediate results is there too.
     *
     * @param shapes one for each input, the batch included; none: those the model declares, for a batch of one
     * @throws IllegalArgumentException if the shapes do not fit, or some are not known; or whatever the model says to those
     */
    public final void warmUp(Shape... shapes) {
        requireOpen();
        predict(ModelInputs.blank(this, List.of(shapes)));
    }

    /**
     * How the model will run, layer by layer, for a batch of one: traces and compiles it, and runs nothing.
     *
     * @param size of all other dimensions that the model leaves free
     * @throws IllegalArgumentException if the model declares no inputs and is not built, or cannot be run on inputs of these sizes
     */
    public final PlanSummary planSummary(long size) {
        return usableEngine().plan(size);
    }

    /**
     * Measures where the time of a prediction goes: predicts again and again for about two seconds, and tells what each layer and each kernel
     * takes, beside what the machine can do, which is measured too. Runs beside other calls, but then measures them too.
     *
     * @param x as for {@link #predict(Tensor)}
     */
    public final Profile profile(Tensor x) {
        return profile(Structure.of(x), Duration.ofSeconds(2));
    }

    /**
     * As {@link #profile(Tensor)}, on inputs in any structure.
     *
     * @param duration about how long to predict, the first third of it unmeasured while the JVM compiles: at least 5 times are measured
     *     whatever it says, and at most 100,000, fewer of models with more than 40 steps
     * @throws IllegalArgumentException if the inputs do not fit
     * @throws IllegalStateException after {@link #close}
     */
    public final Profile profile(Structure<Tensor> inputs, Duration duration) {
        return usableEngine().profile(inputs, duration.toNanos());
    }

    /** How calls run: threads and backend. Takes effect with the next call. */
    public final void setExecution(ExecutionOptions options) {
        Engine old;
        synchronized (engineLock) {
            requireOpen();
            old = engine;
            engine = new Engine(this, options);
        }
        if (old != null) {
            old.close();
        }
    }

    public final ExecutionOptions execution() {
        return usableEngine().options();
    }

    /** @throws IllegalStateException after {@link #close} */
    final Engine usableEngine() {
        Engine current = engine; // null once the model is closed
        return current != null ? current : openEngine();
    }

    private Engine openEngine() {
        synchronized (engineLock) {
            requireOpen();
            if (engine == null) {
                engine = new Engine(this, ExecutionOptions.defaults());
            }
            return engine;
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("model '" + name() + "' is closed");
        }
    }

    /** Class, name and inputs: {@code Functional 'resnet8' {input_1: float32[?, 32, 32, 3]}}. */
    @Override
    public String toString() {
        StringJoiner inputs =
                new StringJoiner(", ", " {", "}").setEmptyValue(isBuilt() ? " " + builtFor() : ", not built");
        inputSpecs().forEach((input, spec) -> inputs.add(input + ": " + spec));
        return super.toString() + inputs;
    }

    // ---- memory

    /** Native memory that this model has: nothing once it is closed and no call is in flight. */
    public final MemoryUse memory() {
        return account().use();
    }

    /** What {@link #setMemoryLimit} said, or {@code Long.MAX_VALUE}. */
    public final long memoryLimit() {
        return account().limit();
    }

    /**
     * The most bytes of native memory that this model may have, of all kinds together. What would take more is refused by a {@link
     * dev.markhor.error.MemoryLimitException} before it takes any; what the model has already it keeps. {@code LoadOptions.withMemoryLimit}
     * says the same for models that are loaded, and the setting {@code markhor.memory.limit} for all models of the process together.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public final void setMemoryLimit(long bytes) {
        setMemoryLimit(bytes, "Model.setMemoryLimit");
    }

    /** As {@link #setMemoryLimit(long)}. @param origin where the limit was set, for messages */
    public final void setMemoryLimit(long bytes, String origin) {
        if (bytes < 0) {
            throw new IllegalArgumentException("a limit of " + bytes + " bytes");
        }
        account().setLimit(bytes, origin);
    }

    /** Where this model's memory is counted. */
    final MemoryAccount account() {
        MemoryAccount current = account;
        if (current == null) {
            synchronized (accountLock) {
                if (account == null) {
                    account = MemoryAccount.of(this, "model '" + name() + "'");
                }
                current = account;
            }
        }
        return current;
    }

    /**
     * Ends the use of this model: calls in flight end first, and its memory is freed at once: what was compiled for it, packed weights, and the
     * values of weights, as far as no other open model has loaded or run them, and nobody has asked for them ({@link Variable#get}). Running,
     * building and loading fail from then on; names, layers and such values may still be read. Its layers stay usable in those other models.
     */
    @Override
    public void close() {
        Engine old;
        synchronized (engineLock) { // so that no call makes another one
            closed = true;
            old = engine;
            engine = null;
        }
        if (old != null) {
            old.close();
        }
        account().close();
    }
}
