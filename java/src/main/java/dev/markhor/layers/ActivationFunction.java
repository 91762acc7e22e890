package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.ConfigOutput;
import dev.markhor.model.Dialect;
import dev.markhor.model.Layer;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What an {@code activation} option holds: one of Keras' functions by name, a layer, or a function written in Java. */
public final class ActivationFunction {
    /** Gives its argument back. */
    public static final ActivationFunction LINEAR = named("linear");

    private final String name;
    private final Layer layer;
    private final UnaryOperator<Value> function;

    private ActivationFunction(String name, Layer layer, UnaryOperator<Value> function) {
        this.name = name;
        this.layer = layer;
        this.function = function;
    }

    /** @throws IllegalArgumentException if Keras has no activation of this name */
    public static ActivationFunction named(String name) {
        Activations.requireName(name);
        return new ActivationFunction(name, null, null);
    }

    public static ActivationFunction of(Layer layer) {
        return new ActivationFunction(layer.name(), layer, null);
    }

    public static ActivationFunction of(String name, UnaryOperator<Value> function) {
        return new ActivationFunction(name, null, function);
    }

    public String name() {
        return name;
    }

    /** The layer, if it is one: its weights belong to the layer that has the option. */
    public Optional<Layer> layer() {
        return Optional.ofNullable(layer);
    }

    /** Whether each element of the result depends on the same element of the argument only. */
    boolean isElementwise() {
        return layer == null && function == null && Activations.isElementwise(name);
    }

    public Value apply(Value x, Dialect dialect) {
        if (layer != null) {
            return layer.apply(x);
        }
        return function != null
                ? function.apply(x)
                : Activations.of(name, dialect).apply(x);
    }

    /** What {@link ConfigOutput#put} takes for it. @throws UnsupportedModelException if it is a function of the program's */
    Object written(ConfigOutput config) {
        if (function != null) {
            throw config.unsupported(
                    "its activation '" + name + "' is a function of this program; Keras' own have names");
        }
        return layer != null ? layer : name.equals("softmax_v2") ? "softmax" : name;
    }

    @Override
    public String toString() {
        return name;
    }
}
