package dev.markhor.model;

/** The configuration of a model, for writing it; made when it is asked for. */
public interface ModelConfig {
    /**
     * The JSON of {@code config.json}, as Keras 3 reads it.
     *
     * @throws dev.markhor.error.UnsupportedModelException if Keras 3 cannot open such a model; the message names what stands in the way
     */
    String json();

    /** The version of Keras whose configuration it is. */
    String kerasVersion();
}
