package dev.markhor.benchmarks;

import dev.markhor.execution.ExecutionOptions;
import dev.markhor.graph.Value;
import dev.markhor.layers.Bidirectional;
import dev.markhor.layers.GRU;
import dev.markhor.layers.LSTM;
import dev.markhor.model.Input;
import dev.markhor.model.Model;
import dev.markhor.tensor.Tensor;
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

/** One prediction of a recurrent network with random weights. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RecurrentBenchmark {
    private static final int FEATURES = 64;

    /** Two LSTMs of 256 units over 100 steps, a bidirectional GRU of 128 over 200, an LSTM of 32 over 50; all of 64 features. */
    @Param({"lstm_2x256", "bigru_128", "lstm_32"})
    public String network;

    @Param({"1", "8"})
    public int batch;

    @Param({"1", "2"})
    public int threads;

    private Model model;
    private Tensor input;

    /** Builds the network and draws its input. */
    @Setup
    public void build() {
        int steps = switch (network) {
            case "lstm_2x256" -> 100;
            case "bigru_128" -> 200;
            default -> 50;
        };
        Value x = Input.of(steps, FEATURES);
        Value y = switch (network) {
            case "lstm_2x256" ->
                new LSTM(256).apply(new LSTM(256).returnSequences(true).apply(x));
            case "bigru_128" -> new Bidirectional(() -> new GRU(128).returnSequences(true)).apply(x);
            default -> new LSTM(32).apply(x);
        };
        model = Model.of(x, y);
        model.setExecution(ExecutionOptions.defaults().withThreads(threads));
        float[] values = new float[batch * steps * FEATURES];
        Random random = new Random(1);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        input = Tensor.of(values, batch, steps, FEATURES);
    }

    /** Frees the model. */
    @TearDown
    public void close() {
        model.close();
    }

    @Benchmark
    public float predict() {
        return (float) model.predict(input).getDouble(0);
    }
}
