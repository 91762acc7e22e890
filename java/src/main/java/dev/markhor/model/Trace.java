package dev.markhor.model;

import dev.markhor.compile.CompiledGraph;
import dev.markhor.compile.Compiler;
import dev.markhor.compile.Outline;
import dev.markhor.graph.Graph;
import dev.markhor.graph.Node;
import dev.markhor.graph.Parameter;
import dev.markhor.graph.Placeholder;
import dev.markhor.graph.Spec;
import dev.markhor.graph.Value;
import dev.markhor.memory.MemoryAccount;
import dev.markhor.runtime.Plan;
import dev.markhor.runtime.StepTimes;
import dev.markhor.runtime.WeightSet;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import dev.markhor.variable.Variable;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A model traced for one signature, compiled, and the weights it runs on. */
final class Trace {
    private final CompiledGraph compiled;
    private final Structure<Value> outputs;
    private final List<Layer> reads; // the states that are further inputs, each layer's in turn
    private final Map<Layer, Integer> leaves; // how many further outputs are states of which layer
    private final Set<Variable> variables = new LinkedHashSet<>();
    private TraceWeights weights;

    private Trace(
            Graph graph,
            Structure<Value> outputs,
            List<Layer> reads,
            Map<Layer, Integer> leaves,
            Compiler compiler,
            MemoryAccount account) {
        this.compiled = new CompiledGraph(graph, compiler);
        this.outputs = outputs;
        this.reads = reads;
        this.leaves = leaves;
        for (Node node : graph.allNodes()) {
            if (node.op() instanceof Parameter parameter && parameter.weight() instanceof Variable variable) {
                variables.add(variable);
            }
        }
        this.weights = new TraceWeights(variables, account);
    }

    /** Runs on the weights of {@code other} from now on, so that what is computed from them is there once, if they are the same variables. */
    void share(Trace other) {
        if (variables.equals(other.variables)) {
            weights = other.weights;
        }
    }

    /**
     * Calls the model on placeholders.
     *
     * @param carried the states of a session, which become further inputs and outputs
     * @param owners told which layer makes what
     */
    static Trace of(
            Model model, Structure<Spec> specs, Optional<Carried> carried, Compiler compiler, Optional<Owners> owners) {
        Structure<Value> inputs = specs.mapLeaves(Placeholder::create);
        Structure<Value> outputs;
        try (Tracer.Scope scope = Tracer.enter(model.dialect(), carried, owners);
                MemoryAccount.Scope memory =
                        model.account().enter()) { // values that wait may go to variables that are made now
            outputs = model.apply(Inputs.of(inputs), model.dialect());
        }
        List<Value> allInputs = new ArrayList<>(inputs.flatten());
        List<Value> allOutputs = new ArrayList<>(outputs.flatten());
        List<Layer> reads = new ArrayList<>();
        Map<Layer, Integer> leaves = new LinkedHashMap<>();
        if (carried.isPresent()) {
            carried.get().inputs().forEach((layer, values) -> {
                reads.add(layer);
                allInputs.addAll(values);
            });
            carried.get().outputs().forEach((layer, values) -> {
                leaves.put(layer, values.size());
                allOutputs.addAll(values);
            });
        }
        return new Trace(Graph.of(allInputs, allOutputs), outputs, reads, leaves, compiler, model.account());
    }

    /** Frees what calls left for later ones; calls in flight end first. */
    void close() {
        compiled.close();
    }

    /** Weights were replaced: frees what was computed of the old ones, but for what calls in flight have. */
    void weightsChanged() {
        weights.retireOld();
        compiled.trim();
    }

    /** Runs on the current weights; waits while they are being replaced. */
    Engine.Result run(List<Tensor> inputs, int threads) {
        return arrange(onCurrent(set -> compiled.run(inputs, set, threads)));
    }

    /** Compiles for inputs of these shapes and packs the current weights; runs nothing. */
    void prepare(List<Shape> shapes, int threads) {
        onCurrent(set -> {
            compiled.prepare(shapes, set, threads);
            return null;
        });
    }

    /** As {@link #run(List, int)}, giving nothing but times. */
    void time(List<Tensor> inputs, int threads, StepTimes times) {
        onCurrent(set -> compiled.run(inputs, set, threads, times));
    }

    /** Weights that are replaced between the look at them and the call are looked at again. */
    private <T> T onCurrent(Function<WeightSet, T> call) {
        while (true) {
            WeightSet set = weights.current();
            try {
                return call.apply(set);
            } catch (WeightSet.Gone e) {
                weights.forget(set);
            }
        }
    }

    /** See {@link CompiledGraph#inferAll}. */
    Map<Value, Spec> inferAll(List<Shape> shapes) {
        return compiled.inferAll(shapes);
    }

    /** What runs for inputs of these shapes, if it is one plan: if no texts are handled. */
    Optional<Plan> plan(List<Shape> shapes) {
        return compiled.plan(shapes);
    }

    /** Runs one of this trace's plans on the current weights; waits while they are being replaced. */
    void run(Plan plan, float[] input, float[] output, int threads) {
        WeightSet set = weights.current();
        try {
            plan.run(input, output, set, compiled.pool(threads));
        } catch (WeightSet.Gone e) {
            weights.forget(set);
            run(plan, input, output, threads);
        }
    }

    /** As above, on what remains in the buffers. */
    void run(Plan plan, FloatBuffer input, FloatBuffer output, int threads) {
        WeightSet set = weights.current();
        try {
            plan.run(input, output, set, compiled.pool(threads));
        } catch (WeightSet.Gone e) {
            weights.forget(set);
            run(plan, input, output, threads);
        }
    }

    /** The arguments of a plan: the model's inputs, and those of a session's states that layers read. */
    List<Tensor> withStates(List<Tensor> inputs, Map<Layer, List<Tensor>> states) {
        List<Tensor> all = new ArrayList<>(inputs);
        reads.forEach(layer -> all.addAll(states.get(layer)));
        return all;
    }

    /** What a call does, see {@link CompiledGraph#outline}. */
    Outline outline(List<Shape> shapes, long assumed) {
        return compiled.outline(shapes, assumed);
    }

    private Engine.Result arrange(List<Tensor> results) {
        int[] next = {0};
        Structure<Tensor> arranged = outputs.mapLeaves(value -> results.get(next[0]++));
        Map<Layer, List<Tensor>> states = new LinkedHashMap<>();
        for (Map.Entry<Layer, Integer> leaf : leaves.entrySet()) {
            states.put(leaf.getKey(), results.subList(next[0], next[0] + leaf.getValue()));
            next[0] += leaf.getValue();
        }
        return new Engine.Result(arranged, states);
    }
}
