package dev.markhor.model;

import dev.markhor.graph.Graph;
import dev.markhor.graph.Node;
import dev.markhor.graph.Placeholder;
import dev.markhor.graph.Spec;
import dev.markhor.graph.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a model computes in one call, for {@link Computations}.
 *
 * @param stateful the layers that carry states, in the order in which they leave them
 */
record ComparedTrace(Graph graph, Owners owners, List<String> stateful) {
    /** A call outside of sessions. */
    static ComparedTrace of(Model model, Structure<Spec> specs) {
        return of(model, specs, Optional.empty());
    }

    /** A call that finds the states that another one left: they are inputs and outputs beside the model's own. */
    static ComparedTrace ofLaterCall(Model model, Structure<Spec> specs) {
        Carried first = new Carried(Map.of());
        of(model, specs, Optional.of(first));
        Map<Layer, List<Spec>> left = new LinkedHashMap<>();
        first.outputs()
                .forEach((layer, states) ->
                        left.put(layer, states.stream().map(Value::spec).toList()));
        return of(model, specs, Optional.of(new Carried(left)));
    }

    private static ComparedTrace of(Model model, Structure<Spec> specs, Optional<Carried> carried) {
        Structure<Value> inputs = specs.mapLeaves(Placeholder::create);
        Owners owners = new Owners();
        List<Value> results;
        try (Tracer.Scope scope = Tracer.enterCompared(model.dialect(), carried, owners)) {
            results = new ArrayList<>(
                    model.apply(Inputs.of(inputs), model.dialect()).flatten());
        }
        List<Value> arguments = new ArrayList<>(inputs.flatten());
        List<String> stateful = new ArrayList<>();
        if (carried.isPresent()) {
            carried.get().outputs().forEach((layer, states) -> {
                stateful.add(layer.name());
                results.addAll(states);
                arguments.addAll(carried.get().inputs().getOrDefault(layer, List.of()));
            });
        }
        return new ComparedTrace(Graph.of(arguments, results), owners, stateful);
    }

    /** The layer that makes a value, in words. */
    String place(Node node) {
        Layer layer = owners.byNode().get(node);
        return layer == null ? "the model" : "layer '" + layer.name() + "' (" + layer.className() + ")";
    }
}
