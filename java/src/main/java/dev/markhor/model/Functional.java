package dev.markhor.model;

import dev.markhor.graph.Node;
import dev.markhor.graph.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A static graph of layers, from inputs to outputs. May itself be called as a layer; each call runs its layers on the new values. */
public final class Functional extends Model {
    private final Structure<Value> inputs;
    private final Structure<Value> outputs;
    private final FunctionalGraph graph;
    private final List<Object> steps;
    private final List<Layer> layers;

    Functional(Structure<Value> inputs, Structure<Value> outputs) {
        this(inputs, outputs, FunctionalGraph.of(inputs, outputs));
    }

    private Functional(Structure<Value> inputs, Structure<Value> outputs, FunctionalGraph graph) {
        this(inputs, outputs, graph, graph.layersByDepth());
    }

    private Functional(Structure<Value> inputs, Structure<Value> outputs, FunctionalGraph graph, List<Layer> layers) {
        this.inputs = inputs;
        this.outputs = outputs;
        this.graph = graph;
        this.steps = graph.steps();
        this.layers = List.copyOf(layers);
        DefaultNames.give(this.layers);
        markBuilt();
    }

    /** A model whose {@code layers} are listed in a given order, that of the file it came from. */
    static Functional ordered(Structure<Value> inputs, Structure<Value> outputs, List<Layer> layers) {
        return new Functional(inputs, outputs, FunctionalGraph.of(inputs, outputs), layers);
    }

    @Override
    public String className() {
        return "Functional";
    }

    @Override
    public List<Layer> layers() {
        return layers;
    }

    @Override
    public Kind kind() {
        return Kind.STATIC_MODEL;
    }

    @Override
    public List<Edge> edges() {
        List<Edge> edges = LayerEdges.before(layers, super.edges());
        edges.add(LayerEdges.operations(layers));
        return edges;
    }

    @Override
    public List<Layer> sublayers() {
        return layers;
    }

    @Override
    List<Layer> directLayers() {
        return layers;
    }

    /** The symbolic inputs. */
    public Structure<Value> inputs() {
        return inputs;
    }

    /** The symbolic outputs. */
    public Structure<Value> outputs() {
        return outputs;
    }

    FunctionalGraph graph() {
        return graph;
    }

    @Override
    public List<LayerSummary> summary() {
        return layers.stream()
                .map(layer -> LayerSummary.of(layer, graph.sourcesOf(layer)))
                .toList();
    }

    @Override
    public Connections connections() {
        return ConnectionReader.of(inputs, outputs, graph);
    }

    @Override
    public Optional<Model> upTo(String name) {
        return graph.outputsOf(name).map(values -> sharingDialect(new Functional(inputs, values)));
    }

    @Override
    protected Optional<Structure<Value>> declaredInputs() {
        return Optional.of(inputs);
    }

    @Override
    protected Structure<Value> call(Inputs arguments, CallContext context) {
        List<Value> given = arrange(GivenMasks.attach(arguments));
        List<Value> declared = inputs.flatten();
        if (given.size() != declared.size()) {
            throw new IllegalArgumentException("the model has " + declared.size() + " input(s), got " + given.size());
        }
        Map<Value, Value> known = new HashMap<>();
        for (int i = 0; i < declared.size(); i++) {
            known.put(declared.get(i), given.get(i));
        }
        for (Object step : steps) {
            if (step instanceof LayerCall call) {
                Structure<Value> results = call.layer().apply(call.inputs().mapValues(known::get), context.dialect());
                List<Value> from = call.outputs().flatten();
                List<Value> to = results.flatten();
                for (int i = 0; i < from.size(); i++) {
                    known.put(from.get(i), to.get(i));
                }
            } else {
                Node node = (Node) step;
                Node again = Node.of(
                        node.op(), node.inputs().stream().map(known::get).toList());
                for (int i = 0; i < node.outputs().size(); i++) {
                    known.put(node.outputs().get(i), again.outputs().get(i));
                }
            }
        }
        return outputs.mapLeaves(known::get);
    }

    @Override
    protected Optional<Value> computeMask(Inputs arguments, CallContext context) {
        return Optional.empty();
    }

    /** Brings a map of inputs into the model's own order. */
    private List<Value> arrange(Structure<Value> given) {
        if (given instanceof Structure.Entries<Value> entries && !(inputs instanceof Structure.Entries<Value>)) {
            List<Value> ordered = new ArrayList<>();
            for (Value declared : inputs.flatten()) {
                String name = LayerCall.originOf(declared)
                        .orElseThrow()
                        .call()
                        .layer()
                        .name();
                Structure<Value> entry = entries.entries().get(name);
                if (entry == null) {
                    throw new IllegalArgumentException(
                            "no input '" + name + "' among " + entries.entries().keySet());
                }
                ordered.add(entry.single());
            }
            return ordered;
        }
        if (given instanceof Structure.Entries<Value> entries && inputs instanceof Structure.Entries<Value> declared) {
            List<Value> ordered = new ArrayList<>();
            declared.entries().keySet().forEach(key -> {
                if (!entries.entries().containsKey(key)) {
                    throw new IllegalArgumentException(
                            "no input '" + key + "' among " + entries.entries().keySet());
                }
                ordered.addAll(entries.entries().get(key).flatten());
            });
            return ordered;
        }
        return given.flatten();
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        config.in("keras.src.models.functional", "Functional").without("dtype");
        FunctionalConfig.write(this, config);
    }

    /** A graph of layers takes values as they come; its layers convert them. */
    @Override
    protected boolean autocast() {
        return false;
    }
}
