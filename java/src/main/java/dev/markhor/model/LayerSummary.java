package dev.markhor.model;

import dev.markhor.tensor.Shape;
import dev.markhor.variable.Variable;
import java.util.List;

/**
 * One row of a model's summary.
 *
 * @param outputShapes one for each output; empty if the layer was never called
 * @param parameters number of weights' elements
 * @param trainableParameters those of them that Keras would train
 * @param connectedTo names of the layers whose outputs it takes; empty for a chain
 */
public record LayerSummary(
        String name,
        String className,
        List<Shape> outputShapes,
        long parameters,
        long trainableParameters,
        List<String> connectedTo) {
    static LayerSummary of(Layer layer, List<String> connectedTo) {
        List<Variable> weights = layer.weights();
        long all = weights.stream().mapToLong(v -> v.shape().size()).sum();
        long trainable = layer.trainableWeights().stream()
                .mapToLong(v -> v.shape().size())
                .sum();
        List<Shape> shapes = layer instanceof InputLayer input
                ? List.of(input.spec().shape())
                : layer.outputSpecs().stream().map(spec -> spec.shape()).toList();
        return new LayerSummary(layer.name(), layer.className(), shapes, all, trainable, connectedTo);
    }
}
