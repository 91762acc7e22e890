package dev.markhor.benchmarks.peers;

import dev.markhor.benchmarks.engine.Engine;
import dev.markhor.benchmarks.engine.EngineFactory;
import dev.markhor.benchmarks.engine.ModelFile;
import java.nio.file.Path;
import java.util.List;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/** TensorFlow Java, with the SavedModel that Keras exports. */
public final class TensorFlowFactory implements EngineFactory {
    @Override
    public String name() {
        return "tensorflow";
    }

    @Override
    public String title() {
        return "TensorFlow Java 1.1.0";
    }

    @Override
    public List<ModelFile> files() {
        return List.of(ModelFile.SAVED_MODEL);
    }

    @Override
    public Engine open(Path folder, ModelFile file, long[] sample, int threads) {
        ConfigProto config = ConfigProto.newBuilder()
                .setIntraOpParallelismThreads(threads)
                .setInterOpParallelismThreads(1)
                .build();
        SavedModelBundle bundle = SavedModelBundle.loader(file.in(folder).toString())
                .withTags("serve")
                .withConfigProto(config)
                .load();
        Signature signature = bundle.function("serving_default").signature();
        return new Opened(
                bundle,
                only(signature.getInputs().values()),
                only(signature.getOutputs().values()),
                sample.clone());
    }

    private static String only(Iterable<? extends Signature.TensorDescription> tensors) {
        return tensors.iterator().next().name;
    }

    private record Opened(SavedModelBundle bundle, String input, String output, long[] sample) implements Engine {
        @Override
        public float[] run(float[] values, int batch) {
            long[] shape = new long[sample.length + 1];
            shape[0] = batch;
            System.arraycopy(sample, 0, shape, 1, sample.length);
            Session session = bundle.session();
            try (TFloat32 in = TFloat32.tensorOf(Shape.of(shape), DataBuffers.of(values, false, false));
                    Result result =
                            session.runner().feed(input, in).fetch(output).run()) {
                TFloat32 out = (TFloat32) result.get(0);
                float[] copy = new float[Math.toIntExact(out.size())];
                out.asRawTensor().data().asFloats().read(copy);
                return copy;
            }
        }

        @Override
        public void close() {
            bundle.close();
        }
    }
}
