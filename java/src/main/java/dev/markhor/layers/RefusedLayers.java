package dev.markhor.layers;

import java.util.Optional;

/** Layers of Keras that Markhor does not have, and why. */
final class RefusedLayers {
    private RefusedLayers() {}

    /** Why there is no layer of this class, and what to do; empty if Keras has none of this name, or Markhor has it. */
    static Optional<String> reason(String className) {
        return Optional.ofNullable(
                switch (className) {
                    case "AbstractRNNCell", "Layer", "Wrapper" ->
                        "it is a base for layers of one's own, which computes nothing by itself";
                    case "DenseFeatures" ->
                        "it computes with feature columns, which are Python objects of TensorFlow's; rebuild the model on "
                                + "preprocessing layers such as StringLookup, Discretization and Normalization";
                    case "FlaxLayer", "JaxLayer" ->
                        "it wraps functions of JAX, which are Python code; write the model with Keras' layers";
                    case "TorchModuleWrapper" ->
                        "it wraps a module of PyTorch, which is Python code; write the model with Keras' layers";
                    case "TFSMLayer" ->
                        "it wraps a TensorFlow SavedModel; open the Keras model which that was exported from";
                    default -> null;
                });
    }
}
