package dev.markhor.model;

/** The configuration of a model, for writing it; made when it is asked for. */
public interface ModelConfig {
    /**
     * What the layers of a model say of themselves, by whatever rules they go: whoever writes it has to compare what Keras 3 makes of it with
     * the model.
     */
    static ModelConfig ofLayers(Model model) {
        return new MadeConfig(model, true);
    }

    /**
     * The JSON of {@code config.json}, as Keras 3 reads it.
     *
     * @throws dev.markhor.error.UnsupportedModelException if Keras 3 cannot open such a model; the message names what stands in the way
     */
    String json();

    /** The version of Keras whose configuration it is. */
    String kerasVersion();
}
