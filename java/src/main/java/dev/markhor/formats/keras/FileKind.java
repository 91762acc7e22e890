package dev.markhor.formats.keras;

/** What a path holds, recognised by its bytes and never by its name. */
public enum FileKind {
    /** Zip archive of Keras 3 (and tf.keras 2.12 on) with config and weights, or the same files in a folder: {@link KerasArchive}. */
    KERAS_ARCHIVE("Keras archive"),
    /** HDF5 with {@code model_config} and weights: {@link LegacyWeights}. */
    LEGACY_MODEL("HDF5 model"),
    /** HDF5 with {@code layer_names}, without a config: {@link LegacyWeights}. */
    LEGACY_WEIGHTS("HDF5 weights"),
    /** {@code .weights.h5}, values under object paths: {@link V3Weights}. */
    V3_WEIGHTS("Keras 3 weights"),
    /** {@code .weights.json} that lists several {@code .weights.h5}: {@link V3Weights}. */
    V3_SHARDED_WEIGHTS("sharded Keras 3 weights"),
    /** JSON text with a {@code class_name}: a config without weights. */
    CONFIG_JSON("model config"),
    /** Folder with {@code saved_model.pb}. */
    SAVED_MODEL("SavedModel"),
    /** TensorFlow checkpoint: a prefix with {@code .index} and data files, or a folder with a {@code checkpoint} file. */
    TF_CHECKPOINT("TensorFlow checkpoint");

    private final String title;

    FileKind(String title) {
        this.title = title;
    }

    /** For messages. */
    public String title() {
        return title;
    }
}
