package dev.markhor.compile;

import dev.markhor.binding.ThreadPool;
import dev.markhor.graph.Constant;
import dev.markhor.graph.Graph;
import dev.markhor.graph.Node;
import dev.markhor.graph.Parameter;
import dev.markhor.graph.Spec;
import dev.markhor.graph.Value;
import dev.markhor.reference.Reference;
import dev.markhor.runtime.Plan;
import dev.markhor.runtime.Step;
import dev.markhor.runtime.StepTimes;
import dev.markhor.runtime.ThreadPools;
import dev.markhor.runtime.WeightSet;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A traced graph that runs on inputs of any sizes: a plan is compiled for each. Safe for many threads at once. */
public final class CompiledGraph {
    private static final int MOST_PLANS = 32;
    /** What a reference to a string takes, at least. */
    private static final long BYTES_OF_STRING = 4;

    private final Graph graph;
    private final Compiler compiler;
    private final List<Stage> stages;
    private final List<Plans> plans = new ArrayList<>();
    /** Of the latest call. */
    private volatile ThreadPool pool;

    /** The plans of one stage, the latest ones used. */
    private final class Plans {
        private final Graph part;
        private boolean closed;
        private final Map<List<Shape>, Plan> byShapes = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<List<Shape>, Plan> eldest) {
                boolean surplus = size() > MOST_PLANS;
                if (surplus) {
                    eldest.getValue().close();
                }
                return surplus;
            }
        };

        Plans(Graph part) {
            this.part = part;
        }

        /** One thread compiles, others wait. */
        synchronized Plan of(List<Shape> shapes) {
            Plan plan = byShapes.get(shapes);
            if (plan == null) {
                plan = compiler.compile(part, shapes);
                byShapes.put(shapes, plan);
                if (closed) {
                    plan.close();
                }
            }
            return plan;
        }

        synchronized void close() {
            closed = true;
            byShapes.values().forEach(Plan::close);
        }

        synchronized void trim() {
            byShapes.values().forEach(Plan::trim);
        }
    }

    public CompiledGraph(Graph graph, Compiler compiler) {
        this.graph = graph;
        this.compiler = compiler;
        List<Stage> cut = Stage.of(graph);
        this.stages = isWhole(cut, graph) ? List.of(new Stage(false, graph)) : cut;
        for (Stage stage : stages) {
            plans.add(new Plans(stage.part()));
        }
    }

    private static boolean isWhole(List<Stage> cut, Graph graph) {
        for (Stage stage : cut) {
            if (stage.onTensors()) {
                return false;
            }
        }
        return !Stage.hasStrings(graph.outputs());
    }

    /**
     * Runs the graph.
     *
     * @param inputs one for each input of the graph, of its type
     * @param threads how many may work on it
     * @throws IllegalArgumentException if the inputs do not fit
     */
    public List<Tensor> run(List<Tensor> inputs, WeightSet weights, int threads) {
        return run(inputs, weights, threads, null);
    }

    /** As {@link #run(List, WeightSet, int)}. @param times told about each step; null: nobody wants to know, and no clock is read */
    public List<Tensor> run(List<Tensor> inputs, WeightSet weights, int threads, StepTimes times) {
        if (isWhole()) {
            return plans.get(0).of(shapes(inputs)).run(inputs, weights, pool(threads), times);
        }
        weights.enter();
        try {
            return runStages(inputs, weights, threads, times);
        } finally {
            weights.leave();
        }
    }

    private List<Tensor> runStages(List<Tensor> inputs, WeightSet weights, int threads, StepTimes times) {
        Map<Value, Tensor> known = new HashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            known.put(graph.inputs().get(i), inputs.get(i));
        }
        for (int i = 0; i < stages.size(); i++) {
            Graph part = stages.get(i).part();
            if (stages.get(i).onTensors()) {
                part.nodes().forEach(node -> runInJava(node, known, weights, times));
            } else {
                List<Tensor> given = part.inputs().stream().map(known::get).toList();
                List<Tensor> results = plans.get(i).of(shapes(given)).run(given, weights, pool(threads), times);
                for (int k = 0; k < results.size(); k++) {
                    known.put(part.outputs().get(k), results.get(k));
                }
            }
        }
        return graph.outputs().stream()
                .map(output -> value(output, known, weights))
                .toList();
    }

    /**
     * Compiles for inputs of these shapes and packs the weights, as far as sizes are known before anything runs; runs nothing.
     *
     * @param shapes one for each input, all dimensions known
     * @throws IllegalArgumentException if the shapes do not fit the graph, or a call would need too much memory
     */
    public void prepare(List<Shape> shapes, WeightSet weights, int threads) {
        ThreadPool pool = pool(threads);
        if (isWhole()) {
            plans.get(0).of(shapes).prepare(weights, pool);
            return;
        }
        Map<Value, Spec> known = graph.inferAll(specs(shapes));
        for (int i = 0; i < stages.size(); i++) {
            List<Shape> given = stages.get(i).part().inputs().stream()
                    .map(input -> known.get(input).shape())
                    .toList();
            if (!stages.get(i).onTensors() && given.stream().allMatch(Shape::isStatic)) {
                plans.get(i).of(given).prepare(weights, pool);
            }
        }
    }

    /** The threads for a call; they are there for the next one too. */
    public ThreadPool pool(int threads) {
        ThreadPool shared = ThreadPools.ofSize(threads);
        if (pool != shared) {
            pool = shared;
        }
        return shared;
    }

    /** Frees what calls left for later ones; calls in flight end first. */
    public void close() {
        plans.forEach(Plans::close);
    }

    /** See {@link Plan#trim}. */
    public void trim() {
        plans.forEach(Plans::trim);
    }

    /** What runs for inputs of these shapes, compiled if need be; empty if the graph is cut into stages. */
    public Optional<Plan> plan(List<Shape> shapes) {
        return isWhole() ? Optional.of(plans.get(0).of(shapes)) : Optional.empty();
    }

    private boolean isWhole() {
        return stages.size() == 1 && stages.get(0).part() == graph;
    }

    private static Shape assume(Shape shape, long size) {
        Shape known = shape;
        for (int axis = 0; axis < shape.rank(); axis++) {
            known = shape.isFree(axis) ? known.with(axis, size) : known;
        }
        return known;
    }

    /** Types and shapes of all values for inputs of given shapes, as far as they are known before running. */
    public Map<Value, Spec> inferAll(List<Shape> shapes) {
        return graph.inferAll(specs(shapes));
    }

    private List<Spec> specs(List<Shape> shapes) {
        List<Spec> specs = new ArrayList<>();
        for (int i = 0; i < shapes.size(); i++) {
            specs.add(graph.inputs().get(i).spec().withShape(shapes.get(i)));
        }
        return specs;
    }

    private static List<Shape> shapes(List<Tensor> tensors) {
        List<Shape> shapes = new ArrayList<>(tensors.size());
        for (Tensor tensor : tensors) {
            shapes.add(tensor.shape());
        }
        return shapes;
    }

    /**
     * What a call does: compiles, and runs nothing.
     *
     * @param shapes one for each input, all dimensions known
     * @param assumed in place of sizes that only running tells, as that of how many words there are
     * @throws IllegalArgumentException if the shapes do not fit the graph, or a call would need too much memory
     */
    public Outline outline(List<Shape> shapes, long assumed) {
        Map<Value, Spec> known = inferAll(shapes);
        List<Node> inJava = new ArrayList<>();
        long arenaBytes = 0;
        for (int i = 0; i < stages.size(); i++) {
            Graph part = stages.get(i).part();
            if (stages.get(i).onTensors()) {
                part.nodes().stream().filter(node -> !Stage.isSource(node)).forEach(inJava::add);
            } else {
                Plan plan = plans.get(i)
                        .of(part.inputs().stream()
                                .map(input -> assume(known.get(input).shape(), assumed))
                                .toList());
                inJava.addAll(plan.javaNodes());
                arenaBytes += plan.arenaBytes();
            }
        }
        return new Outline(
                inJava, arenaBytes, graph.outputs().stream().map(known::get).toList());
    }

    private void runInJava(Node node, Map<Value, Tensor> known, WeightSet weights, StepTimes times) {
        if (Stage.isSource(node)) {
            return;
        }
        long start = times == null ? 0 : System.nanoTime();
        List<Tensor> operands = node.inputs().stream()
                .map(value -> value(value, known, weights))
                .toList();
        checkMemory(node, operands);
        List<Tensor> results = Reference.evaluateAll(node.op(), operands);
        for (int i = 0; i < results.size(); i++) {
            known.put(node.outputs().get(i), results.get(i));
        }
        if (times != null) {
            List<Spec> specs = results.stream()
                    .map(tensor -> new Spec(tensor.dtype(), tensor.shape()))
                    .toList();
            times.took(new Step.InJava(List.of(node), specs, 0), System.nanoTime() - start);
        }
    }

    private void checkMemory(Node node, List<Tensor> operands) {
        List<Spec> specs = operands.stream()
                .map(tensor -> new Spec(tensor.dtype(), tensor.shape()))
                .toList();
        for (Spec result : node.op().infer(specs)) {
            if (result.shape().isStatic()) {
                compiler.requirePossible(
                        Math.multiplyExact(
                                result.shape().size(),
                                Math.max(BYTES_OF_STRING, result.dtype().bytes())),
                        Compiler.ONE_VALUE,
                        operands.stream().map(Tensor::shape).toList());
            }
        }
    }

    private static Tensor value(Value value, Map<Value, Tensor> known, WeightSet weights) {
        if (value.node().op() instanceof Constant constant) {
            return constant.tensor();
        }
        if (value.node().op() instanceof Parameter parameter) {
            return weights.giveOut(parameter.weight());
        }
        return known.get(value);
    }
}
