package dev.markhor.keras.config;

import dev.markhor.formats.json.Json;
import dev.markhor.graph.Spec;
import dev.markhor.graph.Value;
import dev.markhor.model.Input;
import dev.markhor.model.InputLayer;
import dev.markhor.model.Layer;
import dev.markhor.model.Model;
import dev.markhor.model.Sequential;
import dev.markhor.model.Structure;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sequential models: a bare list of layers in old files, an object later; with an input's shape in one of several places, or none. */
final class SequentialReader {
    private SequentialReader() {}

    static Model read(ModelReader reader, Json object) {
        List<Json> entries = entries(object);
        if (Keras1Branches.beginIn(entries)) {
            return Keras1Branches.read(reader, object, entries);
        }
        List<Layer> layers = new ArrayList<>();
        Optional<Value> input = Optional.empty();
        for (int i = 0; i < entries.size(); i++) {
            Layer layer = reader.read(entries.get(i));
            if (layer instanceof InputLayer first && i == 0) {
                input = Optional.of(anyBatch(first, entries).value());
            } else {
                layers.add(layer);
            }
        }
        if (input.isEmpty() && !layers.isEmpty()) {
            input = shape(object, entries.get(0))
                    .map(shape -> Input.layer(layers.get(0).name() + "_input", new Spec(type(entries.get(0)), shape)))
                    .map(layer -> anyBatch(layer, entries).value());
        }
        return build(reader, object, input, layers);
    }

    /** Every layer of a model, those of models that are merged before its first one included. */
    static List<Json> parts(Json object) {
        List<Json> entries = entries(object);
        if (!Keras1Branches.beginIn(entries)) {
            return entries;
        }
        List<Json> parts = new ArrayList<>(entries.get(0).get("config").getList("layers"));
        parts.addAll(entries);
        return parts;
    }

    private static List<Json> entries(Json object) {
        Json config = object.get("config");
        return config.isArray() ? config.asList() : config.get("layers").asList();
    }

    /** The first layer of a sequential model that comes first, and so on; empty if there is none. */
    private static Optional<Json> firstInside(Json first) {
        boolean sequential = "Sequential".equals(first.getString("class_name", ""));
        return sequential ? entries(first).stream().findFirst() : Optional.empty();
    }

    /**
     * A model built by its first call has that call's batch size in its input; Keras does not insist on it. Layers that keep a state for
     * each sample need it.
     */
    private static InputLayer anyBatch(InputLayer input, List<Json> entries) {
        Shape shape = input.spec().shape();
        if (shape.rank() == 0 || shape.isFree(0) || entries.stream().anyMatch(SequentialReader::isStateful)) {
            return input;
        }
        return Input.layer(input.name(), input.spec().withShape(shape.with(0, Shape.FREE)));
    }

    private static boolean isStateful(Json layer) {
        Json config = layer.get("config");
        return config.isObject()
                && (config.find("stateful")
                                .map(flag -> Boolean.TRUE.equals(flag.value()))
                                .orElse(false)
                        || config.find("layer")
                                .filter(Json::isObject)
                                .map(SequentialReader::isStateful)
                                .orElse(false));
    }

    private static Sequential build(ModelReader reader, Json object, Optional<Value> input, List<Layer> layers) {
        Json config = object.get("config");
        return Guard.run(object, () -> {
            if (input.isPresent()) {
                layers.forEach(layer -> reader.budget().call(object, layer));
            }
            Sequential model = new Sequential(input, layers);
            ModelReader.name(object).ifPresent(model::setName);
            if (config.isObject()) {
                model.setTrainable(config.getBoolean("trainable", true));
            }
            return model;
        });
    }

    private static Optional<Shape> shape(Json object, Json first) {
        Json config = object.get("config");
        Json firstConfig = first.get("config");
        Optional<Shape> shape = firstConfig.isObject() ? InputShapes.declared(firstConfig) : Optional.empty();
        if (shape.isEmpty()) {
            shape = firstInside(first).flatMap(inside -> shape(first, inside));
        }
        if (shape.isEmpty() && config.isObject()) {
            shape = config.find("build_input_shape").flatMap(InputShapes::shape);
        }
        return shape.or(() -> InputShapes.built(object)
                .flatMap(inputs ->
                        inputs instanceof Structure.Leaf<Shape> one ? Optional.of(one.value()) : Optional.empty()));
    }

    /** A first layer's input has that layer's type. */
    private static DType type(Json first) {
        Optional<Json> inside = firstInside(first);
        if (inside.isPresent()) {
            return type(inside.get());
        }
        return first.get("config").isObject() ? ModelReader.inputType(first) : DType.FLOAT32;
    }
}
