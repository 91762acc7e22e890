package dev.markhor.keras;

import dev.markhor.graph.Value;
import dev.markhor.layers.LayerFactory;
import dev.markhor.model.Model;
import dev.markhor.restore.LoadProgress;
import dev.markhor.restore.MatchOptions;
import dev.markhor.restore.Writer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** How a model or its weights are loaded. Immutable: each {@code with} gives changed options. */
public final class LoadOptions implements MatchOptions {
    /** How weights are matched and read. */
    private record Matching(
            boolean byName,
            boolean skipMismatch,
            Map<String, String> renamed,
            boolean verified,
            long memoryLimit,
            LoadProgress progress) {}

    private static final LoadOptions DEFAULTS = new LoadOptions(
            new Matching(false, false, Map.of(), true, Long.MAX_VALUE, null),
            Map.of(),
            Map.of(),
            Optional.empty(),
            path -> Writer.UNKNOWN,
            (path, writer) -> Optional.empty());

    private final Matching matching;
    private final Map<String, LayerFactory> layers;
    private final Map<String, UnaryOperator<Value>> functions;
    private final Optional<Path> architecture;
    private final Function<Path, Writer> writers;
    private final BiFunction<Path, Writer, Optional<Model>> models;

    private LoadOptions(
            Matching matching,
            Map<String, LayerFactory> layers,
            Map<String, UnaryOperator<Value>> functions,
            Optional<Path> architecture,
            Function<Path, Writer> writers,
            BiFunction<Path, Writer, Optional<Model>> models) {
        this.matching = matching;
        this.layers = layers;
        this.functions = functions;
        this.architecture = architecture;
        this.writers = writers;
        this.models = models;
    }

    /** Keras' classes only; weights by position, and everything must fit. */
    public static LoadOptions defaults() {
        return DEFAULTS;
    }

    /** Whether layers of a legacy HDF5 file are matched by name, leaving out what is on one side only, rather than by position. */
    public LoadOptions withByName(boolean flag) {
        return with(new Matching(
                flag,
                matching.skipMismatch,
                matching.renamed,
                matching.verified,
                matching.memoryLimit,
                matching.progress));
    }

    /** Whether weights that do not fit are skipped and reported, rather than an error. */
    public LoadOptions withSkipMismatch(boolean flag) {
        return with(new Matching(
                matching.byName, flag, matching.renamed, matching.verified, matching.memoryLimit, matching.progress));
    }

    /**
     * Gives the name that a TensorFlow checkpoint has for an attribute of the program. If it matches nothing, the status has a note of it;
     * other formats do not go by attributes that were renamed.
     *
     * @param attribute a field's name, or the path of the attribute where only one is meant: {@code blocks/0/norm}; for a checkpoint that
     *     has names only, the path of a variable as {@code Model.weightsByPath} gives it
     * @param stored its name in the file
     */
    public LoadOptions withRenamed(String attribute, String stored) {
        return with(new Matching(
                matching.byName,
                matching.skipMismatch,
                with(matching.renamed, attribute, stored),
                matching.verified,
                matching.memoryLimit,
                matching.progress));
    }

    /**
     * Whether the values of a checkpoint, and the weights in a {@code .keras} archive, are compared with their checksums, which they are if
     * nothing is said. HDF5 files by themselves have none.
     */
    public LoadOptions withChecksums(boolean flag) {
        return with(new Matching(
                matching.byName,
                matching.skipMismatch,
                matching.renamed,
                flag,
                matching.memoryLimit,
                matching.progress));
    }

    /**
     * The most bytes of native memory that a model may have which is loaded, as {@code Model.setMemoryLimit} says it; if nothing is said, what
     * the process may have. A file whose weights alone would take more is refused when its layers are made, before any value is read or
     * computed.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public LoadOptions withMemoryLimit(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("a limit of " + bytes + " bytes");
        }
        return with(new Matching(
                matching.byName, matching.skipMismatch, matching.renamed, matching.verified, bytes, matching.progress));
    }

    /** Who is told how far loading has come, while it goes on. */
    public LoadOptions withProgress(LoadProgress listener) {
        return with(new Matching(
                matching.byName,
                matching.skipMismatch,
                matching.renamed,
                matching.verified,
                matching.memoryLimit,
                Objects.requireNonNull(listener)));
    }

    private LoadOptions with(Matching changed) {
        return new LoadOptions(changed, layers, functions, architecture, writers, models);
    }

    /**
     * Makes layers (or models) of a class that Keras does not have.
     *
     * @param name the registered name in the file ({@code package>Name}), or else the class's name; for a {@code Lambda} or an operation
     *     between layers, which have no class of their own, the layer's name
     */
    public LoadOptions withLayer(String name, LayerFactory factory) {
        return new LoadOptions(matching, with(layers, name, factory), functions, architecture, writers, models);
    }

    /**
     * Gives a function of the program that wrote the file: a custom activation, or the function of a {@code Lambda}.
     *
     * @param name the function's registered name in the file ({@code package>name}), or else its name; for an activation without a name
     *     (a Python lambda), the name of the layer that has it
     */
    public LoadOptions withFunction(String name, UnaryOperator<Value> function) {
        return new LoadOptions(matching, layers, with(functions, name, function), architecture, writers, models);
    }

    /** Where the configuration (JSON) of a model is whose file holds weights only. */
    public LoadOptions withArchitecture(Path json) {
        return new LoadOptions(matching, layers, functions, Optional.of(json), writers, models);
    }

    /**
     * Gives models written in Java for files that hold weights only.
     *
     * @param makeFor makes the model for such a file, or nothing if the file is none of its own; HDF5 needs a model that is built
     */
    public LoadOptions withModel(Function<Path, Optional<Model>> makeFor) {
        return withModel((path, writer) -> makeFor.apply(path));
    }

    /**
     * As {@link #withModel(Function)}, for models that depend on who wrote the file.
     *
     * @param makeFor makes the model for a file and what {@link #withWriter} says of it
     */
    public LoadOptions withModel(BiFunction<Path, Writer, Optional<Model>> makeFor) {
        BiFunction<Path, Writer, Optional<Model>> before = models;
        return new LoadOptions(
                matching,
                layers,
                functions,
                architecture,
                writers,
                (path, writer) -> makeFor.apply(path, writer).or(() -> before.apply(path, writer)));
    }

    /**
     * Says who wrote the files, where they do not say it or it is not true: old versions of Keras, and Theano, meant other numbers by the
     * same arrays.
     */
    public LoadOptions withWriter(Writer writer) {
        return withWriter(path -> Optional.of(writer));
    }

    /** As {@link #withWriter(Writer)}, for some files; nothing for the others. */
    public LoadOptions withWriter(Function<Path, Optional<Writer>> of) {
        Function<Path, Writer> before = writers;
        return new LoadOptions(
                matching,
                layers,
                functions,
                architecture,
                path -> of.apply(path).orElse(Writer.UNKNOWN).or(before.apply(path)),
                models);
    }

    /**
     * Adds what every {@link Extension} registers that the loader finds: those listed in {@code
     * META-INF/services/dev.markhor.keras.Extension}.
     *
     * @return these same options if there are none
     * @throws java.util.ServiceConfigurationError if one that is listed cannot be made
     */
    public LoadOptions withExtensions(ClassLoader loader) {
        LoadOptions options = this;
        for (Extension extension : ServiceLoader.load(Extension.class, loader)) {
            options = extension.register(options);
        }
        return options;
    }

    /** As {@link #withExtensions(ClassLoader)}, with the thread's context class loader. */
    public LoadOptions withExtensions() {
        return withExtensions(Thread.currentThread().getContextClassLoader());
    }

    @Override
    public boolean isByName() {
        return matching.byName;
    }

    @Override
    public boolean isSkipMismatch() {
        return matching.skipMismatch;
    }

    @Override
    public Map<String, String> renamed() {
        return matching.renamed;
    }

    @Override
    public boolean isVerified() {
        return matching.verified;
    }

    @Override
    public LoadProgress progress() {
        return matching.progress;
    }

    /** What {@link #withMemoryLimit} said, or {@code Long.MAX_VALUE}. */
    public long memoryLimit() {
        return matching.memoryLimit;
    }

    @Override
    public Writer writer(Path file) {
        return writers.apply(file);
    }

    /** What {@link #withLayer} registered under a name. */
    public Optional<LayerFactory> layer(String name) {
        return Optional.ofNullable(layers.get(name));
    }

    /** What {@link #withFunction} registered under a name. */
    public Optional<UnaryOperator<Value>> function(String name) {
        return Optional.ofNullable(functions.get(name));
    }

    /** The file given by {@link #withArchitecture}. */
    public Optional<Path> architecture() {
        return architecture;
    }

    /** The model that {@link #withModel} makes for a file, if it does. */
    public Optional<Model> model(Path weights) {
        return models.apply(weights, writer(weights));
    }

    private static <T> Map<String, T> with(Map<String, T> map, String name, T value) {
        Map<String, T> copy = new LinkedHashMap<>(map);
        copy.put(name, value);
        return Collections.unmodifiableMap(copy);
    }
}
