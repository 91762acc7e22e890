package dev.markhor.layers;

import dev.markhor.model.Layer;

/** Makes a layer from its config. Name, dtype, trainable and dialect are set afterwards, for all layers alike. */
@FunctionalInterface
public interface LayerFactory {
    Layer create(LayerConfig config);
}
