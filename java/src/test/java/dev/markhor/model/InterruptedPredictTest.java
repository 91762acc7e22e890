package dev.markhor.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.error.InterruptedCallException;
import dev.markhor.graph.Value;
import dev.markhor.layers.Conv2D;
import dev.markhor.layers.ConvLSTM2D;
import dev.markhor.layers.Dense;
import dev.markhor.layers.LSTM;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import dev.markhor.variable.Initializers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A thread that is interrupted while it predicts ends soon, says why, and has broken nothing. Each call would take seconds. */
class InterruptedPredictTest {
    private static final long BEFORE_MILLIS = 100;
    /** The aim is 100 ms; a machine with other work may be late. */
    private static final long LATEST_MILLIS = 700;

    private static final int ROUNDS = 3;

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void withinOneConvolution(int threads) {
        Value image = Input.of(-1, -1, 32);
        Value y = new Conv2D(256, 31)
                .strides(2)
                .kernelInitializer(Initializers.ones())
                .apply(image);
        requireEnds("one convolution", Model.of(image, y), threads, Shape.of(1, 32, 33, 32), Shape.of(4, 256, 256, 32));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void withinOneSequence(int threads) {
        Value sequence = Input.of(-1, 1);
        Value y = new LSTM(1024).recurrentInitializer(Initializers.ones()).apply(sequence);
        requireEnds("one LSTM", Model.of(sequence, y), threads, Shape.of(1, 3, 1), Shape.of(2, 15_000, 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void betweenLayers(int threads) {
        Value x = Input.of(1024);
        Dense layer = new Dense(1024).kernelInitializer(Initializers.ones());
        Value y = x;
        for (int i = 0; i < 60; i++) {
            y = layer.apply(y);
        }
        requireEnds("60 dense layers", Model.of(x, y), threads, Shape.of(1, 1024), Shape.of(4096, 1024));
    }

    @Test
    void betweenStepsInJava() {
        Value sequence = Input.of(-1, 9, 9, 8);
        Value y = new ConvLSTM2D(16, 3).apply(sequence);
        requireEnds("a loop", Model.of(sequence, y), 1, Shape.of(1, 3, 9, 9, 8), Shape.of(2, 20_000, 9, 9, 8));
    }

    private static void requireEnds(String what, Model model, int threads, Shape small, Shape large) {
        List<Long> nanos = new ArrayList<>();
        try (model) {
            model.setExecution(model.execution().withThreads(threads));
            Tensor few = Tensor.full(DType.FLOAT32, small, 0.01);
            Tensor many = Tensor.zeros(DType.FLOAT32, large);
            float[] before = model.predict(few).toFloatArray();
            for (int i = 0; i < ROUNDS; i++) {
                nanos.add(nanosFromInterruptToEnd(model, many));
                assertArrayEquals(before, model.predict(few).toFloatArray());
            }
        }
        System.out.printf(
                "interrupted in %s, %d threads: ended after %.1f ms at most%n",
                what, threads, Collections.max(nanos) / 1e6);
        assertTrue(Collections.min(nanos) < LATEST_MILLIS * 1_000_000, nanos::toString);
    }

    private static long nanosFromInterruptToEnd(Model model, Tensor input) {
        Thread caller = Thread.currentThread();
        long[] interrupted = {0};
        Thread other = new Thread(() -> {
            try {
                Thread.sleep(BEFORE_MILLIS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            interrupted[0] = System.nanoTime();
            caller.interrupt();
        });
        other.start();
        var e = assertThrows(InterruptedCallException.class, () -> model.predict(input));
        long end = System.nanoTime();
        assertTrue(e.getMessage().contains("interrupted"), e.getMessage());
        assertTrue(Thread.interrupted(), "the thread is no longer interrupted");
        return end - interrupted[0];
    }
}
