package dev.markhor.benchmarks;

import dev.markhor.Markhor;
import dev.markhor.model.Model;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One prediction of a published model, input ready and output read. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PredictBenchmark {
    /** Files below golden/real. */
    @Param({"mlperf-tiny/resnet8_cifar10.h5", "mlperf-tiny/ad01.h5", "face/fer2013_mini_XCEPTION.hdf5"})
    public String model;

    @Param({"1", "16"})
    public int batch;

    private Model opened;
    private Tensor input;

    /** Opens the model and draws its input. */
    @Setup
    public void open() {
        opened = Markhor.load(root().resolve("golden/real").resolve(model));
        Shape shape = opened.inputSpecs().values().iterator().next().shape().with(0, batch);
        float[] values = new float[Math.toIntExact(shape.size())];
        Random random = new Random(1);
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
        }
        input = Tensor.of(values, shape.dims());
    }

    /** Frees the model. */
    @TearDown
    public void close() {
        opened.close();
    }

    @Benchmark
    public float predict() {
        return (float) opened.predict(input).getDouble(0);
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("golden"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
