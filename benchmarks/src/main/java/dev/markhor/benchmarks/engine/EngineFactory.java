package dev.markhor.benchmarks.engine;

import java.nio.file.Path;
import java.util.List;

/** An engine that the suite measures, found by {@link java.util.ServiceLoader}. */
public interface EngineFactory {
    /** A word for the command line and the results, {@code onnxruntime} for example. */
    String name();

    /** What the page calls it, with its version where the engine tells it. */
    String title();

    /** The kinds of file it opens, the one it is measured with first; see {@link ModelFile}. */
    List<ModelFile> files();

    /**
     * Opens a model that has one input and one output of float32.
     *
     * @param folder what {@code make_models.py} and {@code make_onnx.py} wrote for it
     * @param sample the shape of one sample, without the batch
     * @param threads threads that one call may use
     */
    Engine open(Path folder, ModelFile file, long[] sample, int threads);
}
