package dev.markhor.keras.config;

import dev.markhor.binding.MemoryWords;
import dev.markhor.error.MalformedFileException;
import dev.markhor.error.MemoryLimitException;
import dev.markhor.error.UnsupportedModelException;
import dev.markhor.event.BuildEvent;
import dev.markhor.event.Flight;
import dev.markhor.formats.json.Json;
import dev.markhor.graph.Spec;
import dev.markhor.graph.Value;
import dev.markhor.keras.LoadOptions;
import dev.markhor.keras.operations.KerasOperations;
import dev.markhor.keras.operations.Operation;
import dev.markhor.keras.operations.OperationLayer;
import dev.markhor.keras.operations.TensorFlowOperations;
import dev.markhor.layers.KerasLayers;
import dev.markhor.layers.LambdaCode;
import dev.markhor.layers.LayerConfig;
import dev.markhor.layers.LayerFactory;
import dev.markhor.layers.LayerReader;
import dev.markhor.layers.hub.HubLayers;
import dev.markhor.model.Dialect;
import dev.markhor.model.Input;
import dev.markhor.model.InputLayer;
import dev.markhor.model.Layer;
import dev.markhor.model.Model;
import dev.markhor.model.Structure;
import dev.markhor.restore.LoadProgress;
import dev.markhor.restore.Writer;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Turns configurations of Keras 1, 2 and 3 into models. */
public final class ModelReader implements LayerReader {
    private static final int DEEPEST = 64;

    /** Types of inputs that no tensor has here, and those that hold the same numbers. */
    private static final Map<String, String> WIDER = Map.of("uint16", "int32", "uint32", "int64");

    private static final Set<String> FUNCTIONS = Set.of(
            "TFOpLambda", "SlicingOpLambda", "TensorFlowOpLayer", "ClassMethod", "InstanceProperty", "InstanceMethod");

    private final Dialect dialect;
    private final Writer writer;
    private final boolean channelsFirst;
    private final LoadOptions options;
    private final Budget budget = new Budget();
    private int depth;

    ModelReader(Json config, Optional<String> kerasVersion, LoadOptions options) {
        Optional<String> version = Versions.stated(kerasVersion, config);
        this.dialect = Versions.dialect(version, config);
        this.writer = version.isPresent() ? Writer.ofKeras(version.get()) : Writer.UNKNOWN;
        this.channelsFirst = dialect == Dialect.KERAS1 && Versions.isChannelsFirst(config);
        this.options = options;
    }

    /**
     * Makes the model that a configuration describes, without values.
     *
     * @param config an object with {@code class_name} and {@code config}
     * @param kerasVersion of the writer, where the file says it
     * @throws MalformedFileException if the configuration does not fit together; the message names layer and key
     * @throws UnsupportedModelException if a class or function is unknown; the message names it and says what to do
     * @throws MemoryLimitException if its weights would take more memory than the options allow
     */
    public static Model read(Json config, Optional<String> kerasVersion, LoadOptions options) {
        if (!Flight.isOn()) {
            return make(config, kerasVersion, options);
        }
        BuildEvent event = BuildEvent.start();
        Model model = make(config, kerasVersion, options);
        event.end(
                model.name(),
                model.className(),
                model.layers().size(),
                () -> model.weights().stream()
                        .mapToLong(weight -> weight.shape().size())
                        .sum());
        return model;
    }

    private static Model make(Json config, Optional<String> kerasVersion, LoadOptions options) {
        if (options.progress() != null) {
            options.progress().progress(LoadProgress.Phase.BUILDING, 0, 0);
        }
        ModelReader reader = new ModelReader(config, kerasVersion, options);
        Layer layer = reader.read(config);
        if (layer instanceof Model model) {
            model.setModelDialect(reader.dialect);
            limit(config, model, options.memoryLimit());
            return model;
        }
        throw new UnsupportedModelException(config.document() + ": the configuration is that of a layer ("
                + layer.className() + "), not of a model");
    }

    private static void limit(Json config, Model model, long limit) {
        if (limit < Long.MAX_VALUE) {
            long bytes = model.weights().stream()
                    .mapToLong(weight ->
                            weight.shape().size() * Math.max(1, weight.dtype().bytes()))
                    .sum();
            if (bytes > limit) {
                throw new MemoryLimitException(config.document() + ": the model's weights need "
                        + MemoryWords.needed(bytes) + ", the limit is " + MemoryWords.allowed(limit)
                        + " (LoadOptions.withMemoryLimit); raise it if the file is to be trusted");
            }
            model.setMemoryLimit(limit, "LoadOptions.withMemoryLimit");
        }
    }

    Dialect dialect() {
        return dialect;
    }

    Budget budget() {
        return budget;
    }

    // ---- any object

    @Override
    public Layer read(Json object) {
        return read(object, false);
    }

    /** @param severalOperands whether the object is called with more than one argument: what tells an op from a layer of its name */
    Layer read(Json object, boolean severalOperands) {
        if (++depth > DEEPEST) {
            throw object.malformed("models are nested more than " + DEEPEST + " deep");
        }
        budget.addLayer(object);
        long outside = budget.begin();
        try {
            Layer layer = dispatch(object, severalOperands);
            budget.end(layer, outside);
            return layer;
        } finally {
            depth--;
        }
    }

    private Layer dispatch(Json object, boolean severalOperands) {
        String className = object.getString("class_name");
        Json config = object.get("config");
        Optional<LayerFactory> custom = custom(object);
        if (custom.isPresent()) {
            return custom(object, custom.get());
        }
        if (className.equals("InputLayer")) {
            return input(object);
        }
        if (className.equals("Sequential")) {
            return SequentialReader.read(this, object);
        }
        if (isFunctional(config)) {
            return FunctionalReader.read(this, object); // Model, Functional, and classes derived from them
        }
        Optional<Operation> operation = operation(object, severalOperands);
        if (operation.isPresent()) {
            return operationLayer(object, operation.get());
        }
        Optional<String> registered = text(object, "registered_name");
        Optional<LayerFactory> hub = registered.isPresent()
                ? HubLayers.find(text(object, "module").orElse(""), registered.get())
                : Optional.empty();
        return hub.isPresent()
                ? custom(object, hub.get())
                : Guard.run(object, () -> KerasLayers.create(new LayerConfig(object, dialect, this)));
    }

    /** The layers of a model that is read layer by layer; empty for a layer, and for what a registered class makes as a whole. */
    Optional<List<Json>> parts(Json object) {
        Json config = object.get("config");
        if (custom(object).isPresent()) {
            return Optional.empty();
        }
        if (object.getString("class_name").equals("Sequential")) {
            return Optional.of(SequentialReader.parts(object));
        }
        return isFunctional(config) ? Optional.of(config.get("layers").asList()) : Optional.empty();
    }

    private static boolean isFunctional(Json config) {
        return config.isObject() && config.has("layers") && config.has("input_layers");
    }

    @Override
    public Optional<UnaryOperator<Value>> function(String name) {
        return options.function(name);
    }

    @Override
    public Writer writer() {
        return writer;
    }

    @Override
    public boolean isChannelsFirst() {
        return channelsFirst;
    }

    // ---- registered classes

    private Optional<LayerFactory> custom(Json object) {
        Optional<LayerFactory> factory = Optional.empty();
        if (isNameless(object)) {
            factory = registered(name(object));
            factory = factory.isPresent() ? factory : registered(LambdaCode.key(object));
        }
        factory = factory.isPresent() ? factory : registered(text(object, "registered_name"));
        return factory.isPresent() ? factory : options.layer(object.getString("class_name"));
    }

    private Optional<LayerFactory> registered(Optional<String> key) {
        return key.isPresent() ? options.layer(key.get()) : Optional.empty();
    }

    /** Whether the class says nothing about what is computed. */
    private static boolean isNameless(Json object) {
        String className = object.getString("class_name");
        return className.equals("Lambda") || FUNCTIONS.contains(className) || isKerasOperation(object);
    }

    private static boolean isKerasOperation(Json object) {
        String module = text(object, "module").orElse("") + '.';
        return module.startsWith("keras.ops.") || module.startsWith("keras.src.ops.");
    }

    private Layer custom(Json object, LayerFactory factory) {
        Layer layer = Guard.run(object, () -> KerasLayers.create(new LayerConfig(object, dialect, this), factory));
        String className = object.getString("class_name"); // old files have the package before it
        layer.setClassName(className.substring(className.lastIndexOf('>') + 1));
        if (layer instanceof Model model && !model.isBuilt()) {
            InputShapes.built(object).ifPresent(shapes -> build(object, model, shapes));
        }
        return layer;
    }

    private void build(Json object, Model model, Structure<Shape> shapes) {
        Guard.run(object, () -> {
            model.setModelDialect(dialect);
            model.build(shapes.mapLeaves(shape -> new Spec(model.dtype(), anyBatch(shape))));
            return model;
        });
    }

    private static Shape anyBatch(Shape shape) {
        return shape.rank() == 0 ? shape : shape.with(0, Shape.FREE);
    }

    // ---- operations

    private Optional<Operation> operation(Json object, boolean severalOperands) {
        String className = object.getString("class_name");
        String module = text(object, "module").orElse("");
        Json config = object.get("config");
        switch (className) {
            case "TFOpLambda", "SlicingOpLambda" -> {
                String function = config.getString("function");
                return Optional.of(TensorFlowOperations.find(function)
                        .orElseThrow(() -> UnsupportedModelException.unregistered(
                                describe(object) + " uses the TensorFlow function '" + function
                                        + "', which is not supported" + register(object))));
            }
            case "TensorFlowOpLayer" -> {
                TensorFlowNode node = Guard.run(object, () -> TensorFlowNode.read(config));
                return Optional.of(node.operation()
                        .orElseThrow(() -> UnsupportedModelException.unregistered(describe(object)
                                + " is the TensorFlow operation '" + node.op() + "', which is not supported"
                                + register(object))));
            }
            case "ClassMethod", "InstanceProperty", "InstanceMethod" ->
                throw UnsupportedModelException.unregistered(
                        describe(object) + " is a TensorFlow operation, which is not supported" + register(object));
            default -> {
                if (isKerasOperation(object)) {
                    return Optional.of(KerasOperations.find(module, className)
                            .orElseThrow(() -> UnsupportedModelException.unregistered(describe(object)
                                    + " is the Keras operation " + module + '.' + className
                                    + ", which is not supported" + register(object))));
                }
                boolean plain = config.isObject() && !config.has("trainable");
                boolean layerToo = KerasLayers.find(className).isPresent();
                return module.isEmpty() && dialect.isKeras3() && plain && (!layerToo || severalOperands)
                        ? KerasOperations.find("", className)
                        : Optional.empty();
            }
        }
    }

    private static String register(Json object) {
        return "; register a layer in its place with the loading call: LoadOptions.withLayer(\""
                + name(object).orElse(object.getString("class_name")) + "\", config -> ...)";
    }

    private Layer operationLayer(Json object, Operation operation) {
        Map<String, Object> constants = new LinkedHashMap<>();
        Json config = object.get("config");
        if (!config.has("function") && !config.has("node_def")) { // those of TensorFlow have all arguments in the call
            config.asMap().forEach((key, value) -> constants.put(key, ConfigValues.decode(value)));
        }
        String className = object.getString("class_name");
        return new OperationLayer(
                text(object, "module").orElse(""), className, name(object).orElse(className), operation, constants);
    }

    // ---- inputs

    InputLayer input(Json object) {
        Json config = object.get("config");
        Optional<Shape> shape = InputShapes.declared(config);
        if (shape.isEmpty()) {
            throw new MalformedFileException(describe(object) + ": missing 'batch_shape'");
        }
        return Input.layer(name(object).orElse("input"), new Spec(inputType(object), shape.get()));
    }

    static DType inputType(Json object) {
        Optional<Json> stated = statedType(object.get("config"));
        String name =
                stated.isPresent() && stated.get().isString() ? stated.get().asString() : "float32";
        if (name.startsWith("mixed_")) {
            return DType.FLOAT32;
        }
        try {
            return DType.of(WIDER.getOrDefault(name, name));
        } catch (IllegalArgumentException e) {
            throw new MalformedFileException(describe(object) + ": unknown dtype '" + name + "'", e);
        }
    }

    private static Optional<Json> statedType(Json config) {
        for (String key : List.of("dtype", "input_dtype")) {
            if (config.find(key).isPresent()) {
                return config.find(key);
            }
        }
        Optional<Json> spec = InputShapes.typeSpec(config);
        return spec.isPresent() ? Optional.of(spec.get().get(1)) : Optional.empty();
    }

    // ---- describing

    static Optional<String> name(Json object) {
        Json config = object.get("config");
        Optional<String> inner = config.isObject() ? text(config, "name") : Optional.empty();
        if (object.getString("class_name").equals("TensorFlowOpLayer")) {
            return inner.map(plain -> "tf_op_layer_" + plain);
        }
        Optional<String> outer = text(object, "name");
        return outer.isPresent() ? outer : inner;
    }

    static Optional<String> text(Json object, String key) {
        Optional<Json> member = object.find(key);
        return member.isPresent() && member.get().isString()
                ? Optional.of(member.get().asString())
                : Optional.empty();
    }

    static String describe(Json object) {
        return object.document() + ", " + object.getString("class_name")
                + name(object).map(name -> " '" + name + "'").orElse("");
    }
}
