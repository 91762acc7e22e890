package dev.markhor.model;

import dev.markhor.execution.ExecutionOptions;
import dev.markhor.execution.MachineLimits;
import dev.markhor.graph.Spec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the time of a prediction goes, layer by layer and kernel by kernel; made by {@link Model#profile}.
 *
 * @param inputs types and shapes that were predicted on
 * @param outputs types and shapes of the results
 * @param rounds how many predictions the medians are of
 * @param millis a whole prediction, from the call to its return, in which nobody looks at a clock: the median
 * @param layers those that compute something, in the order in which they begin
 * @param limits of the machine, measured before
 */
public record Profile(
        List<Spec> inputs,
        List<Spec> outputs,
        ExecutionOptions execution,
        int rounds,
        double millis,
        List<LayerCost> layers,
        MachineLimits limits) {
    /** @throws IllegalArgumentException if there was no round */
    public Profile {
        if (rounds < 1) {
            throw new IllegalArgumentException("nothing was measured");
        }
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        layers = List.copyOf(layers);
    }

    /**
     * What a layer costs. A kernel that does the work of several, such as a convolution with the normalisation, the sum and the activation
     * behind it, belongs to the layer it is there for, the convolution.
     *
     * @param path its name, after those of the models it is in: {@code encoder/dense_1}; of the model itself, for what it computes between
     *     its layers
     * @param output what it gives, or gives last if it is called again; with what was fused
     * @param fused paths of other layers that its kernels compute along
     * @param steps what runs, in order
     */
    public record LayerCost(String path, String className, Spec output, List<String> fused, List<StepCost> steps) {
        public LayerCost {
            fused = List.copyOf(fused);
            steps = List.copyOf(steps);
        }

        public Cost cost() {
            return sum(steps);
        }
    }

    /**
     * What one run of a kernel costs.
     *
     * @param kernel its name; {@code java} for what has none
     * @param shape sizes in words: {@code 196x64 * 64x384}; names of operations for what runs in Java
     */
    public record StepCost(String kernel, String shape, Cost cost) {}

    private static Cost sum(List<StepCost> steps) {
        return steps.stream().map(StepCost::cost).reduce(Cost.NONE, Cost::plus);
    }

    /** All layers together. Its time is less than {@link #millis}, but for the noise of measuring. */
    public Cost total() {
        return layers.stream().map(LayerCost::cost).reduce(Cost.NONE, Cost::plus);
    }

    /**
     * The part of {@link #millis} that no layer accounts for: checking and copying inputs and results, entering native code. Below 0 where
     * the noise of measuring, or looking at the clock between very short steps, is more than that.
     */
    public double otherMillis() {
        return millis - total().millis();
    }

    /** What runs, by the kernel that does it. */
    public Map<String, List<StepCost>> stepsByKernel() {
        Map<String, List<StepCost>> steps = new LinkedHashMap<>();
        for (LayerCost layer : layers) {
            for (StepCost step : layer.steps) {
                steps.computeIfAbsent(step.kernel, kernel -> new java.util.ArrayList<>())
                        .add(step);
            }
        }
        return steps;
    }

    /** What each kernel costs. */
    public Map<String, Cost> kernels() {
        Map<String, Cost> costs = new LinkedHashMap<>();
        stepsByKernel().forEach((kernel, steps) -> costs.put(kernel, sum(steps)));
        return costs;
    }
}
