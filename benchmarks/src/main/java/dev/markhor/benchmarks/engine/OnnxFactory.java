package dev.markhor.benchmarks.engine;

import dev.markhor.onnx.OnnxEngine;
import dev.markhor.onnx.OnnxRuntime;
import dev.markhor.tensor.Shape;
import java.nio.file.Path;
import java.util.List;

/** ONNX Runtime's Java API with its defaults, by the engine that {@code markhor bench --onnx} has. */
public final class OnnxFactory implements EngineFactory {
    public static final String NAME = "onnxruntime";

    private record Opened(OnnxEngine engine, Shape sample) implements Engine {
        @Override
        public float[] run(float[] input, int batch) {
            return engine.run(input, sample.prepend(batch).dims());
        }

        @Override
        public void close() {
            engine.close();
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String title() {
        return "ONNX Runtime Java " + new OnnxRuntime().name().replaceAll(".* ", "");
    }

    @Override
    public List<ModelFile> files() {
        return List.of(ModelFile.ONNX);
    }

    @Override
    public Engine open(Path folder, ModelFile file, long[] sample, int threads) {
        return new Opened(new OnnxRuntime().open(file.in(folder), threads), Shape.of(sample));
    }
}
