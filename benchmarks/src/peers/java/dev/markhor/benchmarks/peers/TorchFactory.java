package dev.markhor.benchmarks.peers;

import ai.djl.MalformedModelException;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import dev.markhor.benchmarks.engine.Engine;
import dev.markhor.benchmarks.engine.EngineFactory;
import dev.markhor.benchmarks.engine.ModelFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** PyTorch by DJL, with the TorchScript twin of the ONNX model. */
public final class TorchFactory implements EngineFactory {
    @Override
    public String name() {
        return "pytorch";
    }

    @Override
    public String title() {
        return "PyTorch 2.7.1 by DJL 0.36.0";
    }

    @Override
    public List<ModelFile> files() {
        return List.of(ModelFile.TORCH);
    }

    @Override
    public Engine open(Path folder, ModelFile file, long[] sample, int threads) {
        // DJL's own advice for inference on a CPU; without it calls of several threads wait for each other.
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(threads));
        System.setProperty("ai.djl.offline", "true");
        try {
            ZooModel<NDList, NDList> model = Criteria.builder()
                    .setTypes(NDList.class, NDList.class)
                    .optModelPath(file.in(folder))
                    .optEngine("PyTorch")
                    .optTranslator(new NoopTranslator())
                    .build()
                    .loadModel();
            return new Opened(model, ThreadLocal.withInitial(model::newPredictor), sample.clone());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ModelNotFoundException | MalformedModelException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private record Opened(
            ZooModel<NDList, NDList> model, ThreadLocal<Predictor<NDList, NDList>> predictors, long[] sample)
            implements Engine {
        @Override
        public float[] run(float[] values, int batch) {
            long[] shape = new long[sample.length + 1];
            shape[0] = batch;
            System.arraycopy(sample, 0, shape, 1, sample.length);
            try (NDManager manager = model.getNDManager().newSubManager()) {
                NDList out = predictors.get().predict(new NDList(manager.create(values, new Shape(shape))));
                try (out) {
                    return out.get(0).toFloatArray();
                }
            } catch (TranslateException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            model.close();
        }
    }
}
