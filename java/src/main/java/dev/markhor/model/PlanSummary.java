package dev.markhor.model;

import dev.markhor.graph.Spec;
import java.util.List;

/**
 * How a model runs for inputs of given sizes.
 *
 * @param inputs types and shapes that it is about
 * @param outputs types and shapes of the results, as far as they are known before running
 * @param layers every layer that is no model of layers itself, in the model's order; and such a model, where it computes something itself
 * @param arenaBytes memory that a call takes for intermediate results
 */
public record PlanSummary(List<Spec> inputs, List<Spec> outputs, List<LayerSteps> layers, long arenaBytes) {
    /**
     * What one layer computes.
     *
     * @param path its name, after those of the models it is in: {@code encoder/dense_1}
     * @param steps how many operations it was traced to; 0 for one that passes on what it gets
     * @param inJava names of those that run in Java, for want of a kernel, once for each
     */
    public record LayerSteps(String path, String className, int steps, List<String> inJava) {}
}
