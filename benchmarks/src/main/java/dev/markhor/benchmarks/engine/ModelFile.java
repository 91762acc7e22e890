package dev.markhor.benchmarks.engine;

import java.nio.file.Path;

/** The forms of one model in its folder. */
public enum ModelFile {
    KERAS("model.keras", ".keras"),
    HDF5("model.h5", ".h5"),
    CHECKPOINT("ckpt", "checkpoint"),
    ONNX("model.onnx", "ONNX"),
    SAVED_MODEL("saved_model", "SavedModel"),
    TORCH("model.pt", "TorchScript"),
    /** Keras 2's whole-model file, for importers that stopped there. */
    KERAS2("keras2.h5", ".h5 of Keras 2"),
    /** The weights only, as bytes. */
    BYTES("ckpt.data-00000-of-00001", "bytes");

    private final String file;
    private final String title;

    ModelFile(String file, String title) {
        this.file = file;
        this.title = title;
    }

    public Path in(Path folder) {
        return folder.resolve(file);
    }

    /** The architecture beside weights that come without. */
    public static Path architecture(Path folder) {
        return folder.resolve("model.json");
    }

    public String title() {
        return title;
    }
}
