package dev.markhor.model;

import dev.markhor.compile.CompiledGraph;
import dev.markhor.compile.Compiler;
import dev.markhor.graph.Graph;
import dev.markhor.graph.Node;
import dev.markhor.graph.Parameter;
import dev.markhor.graph.Placeholder;
import dev.markhor.graph.Spec;
import dev.markhor.graph.Value;
import dev.markhor.runtime.WeightSet;
import dev.markhor.tensor.Tensor;
import dev.markhor.variable.Variable;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** A model traced for one signature, compiled, and the weights it runs on. */
final class Trace {
    private final CompiledGraph compiled;
    private final Structure<Value> outputs;
    private final List<Variable> variables = new ArrayList<>();
    private volatile Weights weights;

    /** The weights at one moment and the sum of their versions then. */
    private record Weights(WeightSet set, long version) {}

    private Trace(Graph graph, Structure<Value> outputs, Compiler compiler) {
        this.compiled = new CompiledGraph(graph, compiler);
        this.outputs = outputs;
        for (Node node : graph.nodes()) {
            if (node.op() instanceof Parameter parameter && parameter.weight() instanceof Variable variable) {
                variables.add(variable);
            }
        }
    }

    /** Calls the model on placeholders. */
    static Trace of(Model model, Structure<Spec> specs, Compiler compiler) {
        Structure<Value> inputs = specs.mapLeaves(Placeholder::create);
        Structure<Value> outputs = model.apply(Inputs.of(inputs), model.dialect());
        return new Trace(Graph.of(inputs.flatten(), outputs.flatten()), outputs, compiler);
    }

    /** Runs on the current weights; waits while they are being replaced. */
    Structure<Tensor> run(List<Tensor> inputs, Object assignmentLock, int threads) {
        List<Tensor> results = compiled.run(inputs, weights(assignmentLock), threads);
        int[] next = {0};
        return outputs.mapLeaves(value -> results.get(next[0]++));
    }

    private WeightSet weights(Object assignmentLock) {
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
}
