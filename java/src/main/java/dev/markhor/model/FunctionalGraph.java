package dev.markhor.model;

import dev.markhor.graph.Node;
import dev.markhor.graph.Placeholder;
import dev.markhor.graph.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The steps between a functional model's inputs and outputs: layer calls, and bare ops where values were computed with {@code Ops}.
 * Producers come before consumers.
 */
final class FunctionalGraph {
    private final List<Object> steps;
    private final List<Layer> inputLayers;

    private FunctionalGraph(List<Object> steps, List<Layer> inputLayers) {
        this.steps = List.copyOf(steps);
        this.inputLayers = inputLayers;
    }

    /** @throws IllegalArgumentException if an output depends on an input that is not listed */
    static FunctionalGraph of(Structure<Value> inputs, Structure<Value> outputs) {
        Set<Value> declared = new LinkedHashSet<>(inputs.flatten());
        List<Layer> inputLayers = new ArrayList<>();
        for (Value input : declared) {
            LayerCall call = callOf(input);
            if (call == null) {
                throw new IllegalArgumentException("an input of a model must come from Input.of");
            }
            inputLayers.add(call.layer());
        }
        Map<Object, Boolean> done = new IdentityHashMap<>();
        List<Object> order = new ArrayList<>();
        Deque<Object> stack = new ArrayDeque<>();
        for (Value output : outputs.flatten()) {
            if (isInput(output, declared)) {
                continue;
            }
            stack.push(producer(output));
            while (!stack.isEmpty()) {
                Object step = stack.peek();
                Boolean state = done.putIfAbsent(step, false);
                if (state != null) {
                    stack.pop();
                    if (!state) {
                        done.put(step, true);
                        order.add(step);
                    }
                    continue;
                }
                List<Value> needs = operands(step);
                for (int i = needs.size() - 1; i >= 0; i--) {
                    Value need = needs.get(i);
                    if (!isInput(need, declared) && !done.containsKey(producer(need))) {
                        stack.push(producer(need));
                    }
                }
            }
        }
        return new FunctionalGraph(order, inputLayers);
    }

    /** A layer that changes nothing gives its input's value again: only what comes straight from an input layer is an input. */
    private static boolean isInput(Value value, Set<Value> declared) {
        LayerCall call = callOf(value);
        boolean changed = call != null && !(call.layer() instanceof InputLayer);
        return declared.contains(value) && !changed;
    }

    /** What made a value: a layer call if there was one, else an op. */
    static Object producer(Value value) {
        Object producer = source(value);
        boolean input = producer instanceof LayerCall call
                ? call.layer() instanceof InputLayer
                : value.node().op() instanceof Placeholder;
        if (input) {
            throw new IllegalArgumentException(
                    "the outputs depend on an input that is not among the model's inputs: " + value);
        }
        return producer;
    }

    static List<Value> operands(Object step) {
        return step instanceof LayerCall call ? call.inputs().values() : ((Node) step).inputs();
    }

    /** What the first call of the layer of this name gives. */
    Optional<Structure<Value>> outputsOf(String layerName) {
        return steps.stream()
                .filter(step ->
                        step instanceof LayerCall call && call.layer().name().equals(layerName))
                .map(step -> ((LayerCall) step).outputs())
                .findFirst();
    }

    /** Names of the layers (or ops) whose outputs the calls of {@code layer} take. */
    List<String> sourcesOf(Layer layer) {
        List<String> sources = new ArrayList<>();
        for (Object step : steps) {
            if (step instanceof LayerCall call && call.layer() == layer) {
                for (Value operand : operands(call)) {
                    sources.add(LayerCall.originOf(operand)
                            .map(origin -> origin.call().layer().name())
                            .orElse(operand.node().op().name()));
                }
            }
        }
        return sources;
    }

    /**
     * The steps in the order in which Keras computes them: those farthest from the outputs first, of those equally far the one that was met
     * first on the way back. It matters where a layer changes its arguments, see {@link Layer#unmasksArguments}.
     */
    List<Object> steps() {
        Map<Object, Integer> depths = new LinkedHashMap<>();
        Map<Layer, Integer> layerDepths = new IdentityHashMap<>();
        for (int i = steps.size() - 1; i >= 0; i--) {
            Object step = steps.get(i);
            int depth = depths.getOrDefault(step, 0);
            if (step instanceof LayerCall call) {
                depth = deepen(layerDepths, call.layer(), depth);
            }
            depths.put(step, depth);
            for (Value operand : operands(step)) {
                deepen(depths, source(operand), depth + 1);
            }
        }
        List<Object> ordered = new ArrayList<>(depths.keySet());
        ordered.retainAll(Set.copyOf(steps)); // without inputs
        ordered.sort((a, b) -> Integer.compare(depths.get(b), depths.get(a)));
        return ordered;
    }

    private static <T> int deepen(Map<T, Integer> depths, T step, int least) {
        int depth = Math.max(least, depths.getOrDefault(step, least));
        depths.put(step, depth);
        return depth;
    }

    /** The call, or else the op, that gave a value. */
    static Object source(Value value) {
        LayerCall call = callOf(value);
        return call == null ? value.node() : call;
    }

    /** The layer call that gave a value, or null. */
    private static LayerCall callOf(Value value) {
        Optional<LayerCall.Origin> origin = LayerCall.originOf(value);
        return origin.isPresent() ? origin.get().call() : null;
    }

    /** Keras' order of a model's layers: by longest distance from the outputs, inputs first; equal ones as they were met. */
    List<Layer> layersByDepth() {
        Map<Layer, Integer> depth = new LinkedHashMap<>();
        Map<Object, Integer> stepDepth = new IdentityHashMap<>();
        for (Layer layer : inputLayers) {
            depth.put(layer, 0);
        }
        for (Object step : steps) {
            if (step instanceof LayerCall call) {
                depth.putIfAbsent(call.layer(), 0);
            }
        }
        for (int i = steps.size() - 1; i >= 0; i--) {
            Object step = steps.get(i);
            int own = stepDepth.getOrDefault(step, 0);
            if (step instanceof LayerCall call) { // a shared layer sits at its deepest call
                own = Math.max(own, depth.get(call.layer()));
                depth.put(call.layer(), own);
            }
            for (Value operand : operands(step)) {
                int next = own + 1;
                Object source = source(operand);
                deepen(stepDepth, source, next);
                if (source instanceof LayerCall call) {
                    deepen(depth, call.layer(), next);
                }
            }
        }
        List<Layer> layers = new ArrayList<>(depth.keySet());
        int deepest = depth.isEmpty() ? 0 : Collections.max(depth.values());
        for (Layer layer : inputLayers) {
            depth.put(layer, deepest);
        }
        layers.sort(Comparator.comparingInt((Layer layer) -> -depth.get(layer)));
        return layers;
    }
}
