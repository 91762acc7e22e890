package dev.markhor.keras.config;

import dev.markhor.error.UnsupportedModelException;
import dev.markhor.formats.json.Json;
import dev.markhor.graph.Spec;
import dev.markhor.graph.Value;
import dev.markhor.model.Functional;
import dev.markhor.model.Input;
import dev.markhor.model.InputLayer;
import dev.markhor.model.Inputs;
import dev.markhor.model.Layer;
import dev.markhor.model.Model;
import dev.markhor.model.Structure;
import java.util.ArrayList;
import java.util.List;

/**
 * Sequential models of Keras 1 that begin with a {@code Merge} of other models. They take these models' inputs, and their files list the
 * layers in these models as their own.
 */
final class Keras1Branches {
    private final ModelReader reader;
    private final List<Layer> layers = new ArrayList<>();
    private final List<Value> inputs = new ArrayList<>();
    private final List<Value> outputs = new ArrayList<>();

    private Keras1Branches(ModelReader reader) {
        this.reader = reader;
    }

    static boolean beginIn(List<Json> entries) {
        if (entries.isEmpty() || !"Merge".equals(entries.get(0).getString("class_name", ""))) {
            return false;
        }
        Json config = entries.get(0).get("config");
        return config.isObject() && !config.getList("layers").isEmpty();
    }

    static Functional read(ModelReader reader, Json object, List<Json> entries) {
        return new Keras1Branches(reader).read(object, entries);
    }

    private Functional read(Json object, List<Json> entries) {
        for (Json branch : entries.get(0).get("config").getList("layers")) {
            Layer layer = reader.read(branch);
            if (!(layer instanceof Model model) || !layer.isBuilt()) {
                throw new UnsupportedModelException(
                        ModelReader.describe(branch) + " is merged, and is no model whose input's shape is known");
            }
            add(branch, model);
        }
        List<Layer> rest = new ArrayList<>();
        entries.forEach(entry -> rest.add(reader.read(entry)));
        layers.addAll(rest);
        return Guard.run(object, () -> {
            Value x = rest.get(0).apply(outputs);
            for (Layer layer : rest.subList(1, rest.size())) {
                x = layer.apply(x);
            }
            Functional model = Model.of(Structure.list(inputs), Structure.of(x), layers);
            ModelReader.name(object).ifPresent(model::setName);
            return model;
        });
    }

    private void add(Json branch, Model model) {
        List<Value> own = new ArrayList<>();
        for (Spec spec : model.inputSpecs().values()) {
            InputLayer input = Input.layer("input_" + (inputs.size() + own.size() + 1), spec);
            layers.add(input);
            own.add(input.value());
        }
        inputs.addAll(own);
        layers.addAll(model.layers().stream()
                .filter(layer -> !(layer instanceof InputLayer))
                .toList());
        Structure<Value> arguments = own.size() == 1 ? Structure.of(own.get(0)) : Structure.list(own);
        outputs.addAll(Guard.run(branch, () -> model.apply(Inputs.of(arguments)).flatten()));
    }
}
