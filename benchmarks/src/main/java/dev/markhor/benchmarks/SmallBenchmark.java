package dev.markhor.benchmarks;

import dev.markhor.execution.Backend;
import dev.markhor.execution.ExecutionOptions;
import dev.markhor.graph.Value;
import dev.markhor.layers.Dense;
import dev.markhor.model.Input;
import dev.markhor.model.Model;
import dev.markhor.tensor.Tensor;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One row through three small dense layers, 16-32-32-4: what a call costs by itself. Callers are JMH's threads, {@code -t 2}. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@State(Scope.Benchmark)
public class SmallBenchmark {
    private static final int FEATURES = 16;
    private static final int CLASSES = 4;

    private Model model;

    /** A caller's own arrays. */
    @State(Scope.Thread)
    public static class Caller {
        final float[] input = new float[FEATURES];
        final float[] output = new float[CLASSES];
        final Tensor tensor = Tensor.of(input, 1, FEATURES);
    }

    @Setup
    public void open() {
        Value x = Input.of(FEATURES);
        Value y = new Dense(32).activation("relu").apply(x);
        y = new Dense(32).activation("relu").apply(y);
        model = Model.of(x, new Dense(CLASSES).activation("softmax").apply(y));
        model.setExecution(new ExecutionOptions(1, Backend.NATIVE));
    }

    @TearDown
    public void close() {
        model.close();
    }

    @Benchmark
    public float[] arrays(Caller caller) {
        model.predict(caller.input, caller.output);
        return caller.output;
    }

    @Benchmark
    public Tensor tensors(Caller caller) {
        return model.predict(caller.tensor);
    }
}
