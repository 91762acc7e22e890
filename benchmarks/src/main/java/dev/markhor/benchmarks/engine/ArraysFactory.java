package dev.markhor.benchmarks.engine;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Markhor with arrays of its caller for input and output, so that a call allocates nothing; for models too small for Tensor objects. */
public final class ArraysFactory implements EngineFactory {
    public static final String NAME = "markhor_arrays";

    /** @param reused each caller's output */
    private record Opened(MarkhorEngine engine, int outputs, ThreadLocal<float[]> reused) implements Engine {
        @Override
        public float[] run(float[] input, int batch) {
            float[] output = reused.get();
            if (output.length != outputs * batch) {
                output = new float[outputs * batch];
                reused.set(output);
            }
            engine.model().predict(input, output);
            return output;
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
        return "Markhor, caller's arrays";
    }

    @Override
    public List<ModelFile> files() {
        return List.of(ModelFile.KERAS);
    }

    @Override
    public Engine open(Path folder, ModelFile file, long[] sample, int threads) {
        MarkhorEngine engine = (MarkhorEngine) new MarkhorFactory().open(folder, file, sample, threads);
        float[] zeros = new float[Math.toIntExact(Arrays.stream(sample).reduce(1, Math::multiplyExact))];
        int outputs = engine.run(zeros, 1).length;
        return new Opened(engine, outputs, ThreadLocal.withInitial(() -> new float[outputs]));
    }
}
