package dev.markhor.benchmarks.engine;

import ai.onnxruntime.OrtEnvironment;
import dev.markhor.tensor.Shape;
import java.nio.file.Path;
import java.util.List;

/** ONNX Runtime's Java API. */
public final class OnnxFactory implements EngineFactory {
    @Override
    public String name() {
        return OnnxEngine.NAME;
    }

    @Override
    public String title() {
        return "ONNX Runtime Java " + OrtEnvironment.getEnvironment().getVersion();
    }

    @Override
    public List<ModelFile> files() {
        return List.of(ModelFile.ONNX);
    }

    @Override
    public Engine open(Path folder, ModelFile file, long[] sample, int threads) {
        long[] shape = new long[sample.length + 1];
        shape[0] = Shape.FREE;
        System.arraycopy(sample, 0, shape, 1, sample.length);
        return OnnxEngine.open(file.in(folder), Shape.of(shape), threads);
    }
}
