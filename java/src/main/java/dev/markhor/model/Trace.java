package dev.markhor.model;

import dev.markhor.compile.Compiler;
import dev.markhor.graph.Graph;
import dev.markhor.graph.Node;
import dev.markhor.graph.Parameter;
import dev.markhor.graph.Placeholder;
import dev.markhor.graph.Value;
import dev.markhor.runtime.Plan;
import dev.markhor.runtime.WeightSet;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import dev.markhor.variable.Variable;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A model traced for one signature, with the plans compiled from it and the weights they run on. */
final class Trace {
    private static final int MOST_PLANS = 32;

    private final Graph graph;
    private final Structure<Value> outputs;
    private final List<Variable> variables = new ArrayList<>();
    private final Map<List<Shape>, Plan> plans = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<List<Shape>, Plan> eldest) {
            return size() > MOST_PLANS;
        }
    };
    private volatile Weights weights;

    /** The weights at one moment and the sum of their versions then. */
    private record Weights(WeightSet set, long version) {}

    private Trace(Graph graph, Structure<Value> outputs) {
        this.graph = graph;
        this.outputs = outputs;
        for (Node node : graph.nodes()) {
            if (node.op() instanceof Parameter parameter && parameter.weight() instanceof Variable variable) {
                variables.add(variable);
            }
        }
    }

    /** Calls the model on placeholders. */
    static Trace of(Model model, Structure<dev.markhor.graph.Spec> specs) {
        Structure<Value> inputs = specs.mapLeaves(Placeholder::create);
        Structure<Value> outputs = model.apply(Inputs.of(inputs), model.dialect());
        return new Trace(Graph.of(inputs.flatten(), outputs.flatten()), outputs);
    }

    /** The plan for inputs of these shapes; one thread compiles, others wait. */
    Plan plan(List<Shape> shapes, Compiler compiler) {
        synchronized (plans) {
            Plan plan = plans.get(shapes);
            if (plan == null) {
                plan = compiler.compile(graph, shapes);
                plans.put(List.copyOf(shapes), plan);
            }
            return plan;
        }
    }

    /** The current weights; waits while they are being replaced. */
    WeightSet weights(Object assignmentLock) {
        Weights current = weights;
        if (current != null && current.version == version()) {
            return current.set;
        }
        synchronized (assignmentLock) {
            long version = version();
            if (weights == null || weights.version != version) {
                Map<Variable, Tensor> values = new IdentityHashMap<>();
                variables.forEach(variable -> values.put(variable, variable.get()));
                weights = new Weights(new WeightSet(values), version);
            }
            return weights.set;
        }
    }

    private long version() {
        long sum = 0;
        for (int i = 0; i < variables.size(); i++) {
            sum += variables.get(i).version();
        }
        return sum;
    }

    Structure<Tensor> arrange(List<Tensor> results) {
        int[] next = {0};
        return outputs.mapLeaves(value -> results.get(next[0]++));
    }
}
