package dev.markhor.model;

import dev.markhor.graph.Spec;
import java.util.List;
import java.util.Optional;

/**
 * Which layers of a model are called on what: its graph, as {@code plot_model} draws it. A model inside is one step, and has connections
 * of its own.
 *
 * @param steps producers before consumers, the model's inputs first
 * @param outputs what the model gives
 */
public record Connections(List<Step> steps, List<Source> outputs) {
    public Connections {
        steps = List.copyOf(steps);
        outputs = List.copyOf(outputs);
    }

    /**
     * One of the model's inputs, a call of a layer, or an operation between layers. A layer that is called several times has several.
     *
     * @param name the layer's name, or the operation's
     * @param layer empty for operations, and for inputs that no layer declares
     * @param sources what it takes, in order; constants and variables are left out
     * @param inputs types and shapes of what it takes, in the same order
     * @param outputs types and shapes of what it gives
     */
    public record Step(
            String name, Optional<Layer> layer, List<Source> sources, List<Spec> inputs, List<Spec> outputs) {
        public Step {
            sources = List.copyOf(sources);
            inputs = List.copyOf(inputs);
            outputs = List.copyOf(outputs);
        }
    }

    /**
     * What an earlier step gave.
     *
     * @param step its position among all
     * @param output which of its outputs
     */
    public record Source(int step, int output) {}
}
