package dev.markhor.benchmarks.peers;

import dev.markhor.benchmarks.engine.Engine;
import dev.markhor.benchmarks.engine.EngineFactory;
import dev.markhor.benchmarks.engine.ModelFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.modelimport.keras.KerasModelImport;
import org.deeplearning4j.nn.modelimport.keras.exceptions.InvalidKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.exceptions.UnsupportedKerasConfigurationException;
import org.nd4j.linalg.factory.Nd4j;

/** Deeplearning4j, where it imports the whole-model file of Keras 2. Its threads are OpenMP's: OMP_NUM_THREADS. */
public final class Dl4jFactory implements EngineFactory {
    @Override
    public String name() {
        return "dl4j";
    }

    @Override
    public String title() {
        return "DL4J 1.0.0-M2.1";
    }

    @Override
    public List<ModelFile> files() {
        return List.of(ModelFile.KERAS2);
    }

    @Override
    public Engine open(Path folder, ModelFile file, long[] sample, int threads) {
        try {
            ComputationGraph graph =
                    KerasModelImport.importKerasModelAndWeights(file.in(folder).toString(), false);
            return new Opened(graph, sample.clone());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InvalidKerasConfigurationException | UnsupportedKerasConfigurationException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private record Opened(ComputationGraph graph, long[] sample) implements Engine {
        @Override
        public float[] run(float[] values, int batch) {
            long[] shape = new long[sample.length + 1];
            shape[0] = batch;
            System.arraycopy(sample, 0, shape, 1, sample.length);
            return graph.outputSingle(Nd4j.create(values, shape, 'c'))
                    .dup('c')
                    .data()
                    .asFloat();
        }

        @Override
        public void close() {
            graph.close();
        }
    }
}
