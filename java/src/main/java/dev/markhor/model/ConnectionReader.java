package dev.markhor.model;

import dev.markhor.graph.Node;
import dev.markhor.graph.Spec;
import dev.markhor.graph.Value;
import dev.markhor.model.Connections.Source;
import dev.markhor.model.Connections.Step;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Numbers the steps of a graph of layers. */
final class ConnectionReader {
    private final List<Step> steps = new ArrayList<>();
    /** By layer call or node; those of constants and variables are not there. */
    private final Map<Object, Integer> positions = new IdentityHashMap<>();

    private ConnectionReader() {}

    /** Of a model that is no graph: asked by a call on symbolic values like those that it was built for. */
    static Connections trace(Model model) {
        model.requireBuilt();
        Structure<Spec> specs = ModelInputs.known(model).orElseGet(() -> Structure.list(model.builtFor()));
        Structure<Value> inputs =
                specs instanceof Structure.Items<Spec> items && items.items().size() == 1
                        ? Structure.of(new InputLayer(specs.single()).value())
                        : specs.mapLeaves(spec -> new InputLayer(spec).value());
        Structure<Value> outputs;
        try (Tracer.Scope scope = Tracer.enter(model, model.dialect())) {
            outputs = model.call(Inputs.of(inputs), new CallContext(model.dialect(), Optional.empty()));
        }
        return of(inputs, outputs, FunctionalGraph.of(inputs, outputs));
    }

    /** Of a graph between symbolic inputs and outputs. */
    static Connections of(Structure<Value> inputs, Structure<Value> outputs, FunctionalGraph graph) {
        ConnectionReader reader = new ConnectionReader();
        inputs.flatten().forEach(reader::addInput);
        graph.steps().forEach(reader::add);
        return new Connections(reader.steps, reader.sources(outputs.flatten()));
    }

    /** Of layers of which each takes what the one before gave. */
    static Connections chain(Optional<Value> input, List<Layer> layers) {
        ConnectionReader reader = new ConnectionReader();
        input.ifPresent(reader::addInput);
        if (input.isEmpty()) {
            List<Spec> specs = layers.isEmpty() ? List.of() : layers.get(0).builtFor();
            reader.steps.add(new Step("input", Optional.empty(), List.of(), List.of(), specs));
        }
        for (Layer layer : layers) {
            int before = reader.steps.size() - 1;
            List<Spec> given = reader.steps.get(before).outputs();
            List<Source> sources = new ArrayList<>();
            for (int output = 0; output < given.size(); output++) {
                sources.add(new Source(before, output));
            }
            reader.steps.add(new Step(layer.name(), Optional.of(layer), sources, given, layer.outputSpecs()));
        }
        int last = reader.steps.size() - 1;
        List<Source> outputs = new ArrayList<>();
        for (int output = 0; output < reader.steps.get(last).outputs().size(); output++) {
            outputs.add(new Source(last, output));
        }
        return new Connections(reader.steps, outputs);
    }

    private void addInput(Value value) {
        Optional<Layer> layer =
                LayerCall.originOf(value).map(origin -> origin.call().layer());
        positions.put(FunctionalGraph.source(value), steps.size());
        steps.add(new Step(layer.map(Layer::name).orElse("input"), layer, List.of(), List.of(), List.of(value.spec())));
    }

    private void add(Object step) {
        List<Value> operands = FunctionalGraph.operands(step).stream()
                .filter(value -> positions.containsKey(FunctionalGraph.source(value)))
                .toList();
        if (step instanceof LayerCall call) {
            List<Value> outputs = call.outputs().flatten();
            add(step, call.layer().name(), Optional.of(call.layer()), operands, outputs);
        } else if (!operands.isEmpty()) {
            Node node = (Node) step;
            add(step, node.op().name(), Optional.empty(), operands, node.outputs());
        }
    }

    private void add(Object step, String name, Optional<Layer> layer, List<Value> operands, List<Value> outputs) {
        positions.put(step, steps.size());
        steps.add(new Step(name, layer, sources(operands), specs(operands), specs(outputs)));
    }

    private static List<Spec> specs(List<Value> values) {
        return values.stream().map(Value::spec).toList();
    }

    private List<Source> sources(List<Value> values) {
        List<Source> sources = new ArrayList<>();
        for (Value value : values) {
            Integer step = positions.get(FunctionalGraph.source(value));
            if (step != null) {
                int output = LayerCall.originOf(value)
                        .map(LayerCall.Origin::index)
                        .orElseGet(() -> Math.max(0, value.node().outputs().indexOf(value)));
                sources.add(new Source(step, output));
            }
        }
        return sources;
    }
}
