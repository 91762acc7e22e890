package dev.markhor.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.markhor.Markhor;
import dev.markhor.execution.Backend;
import dev.markhor.execution.ExecutionOptions;
import dev.markhor.graph.Value;
import dev.markhor.layers.Conv2D;
import dev.markhor.layers.Dense;
import dev.markhor.layers.Flatten;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Memory is freed while others call: those that are in flight end on what they began with. */
class CloseTest {
    private static final int CALLERS = 4;
    private static final int ROUNDS = 30;

    private final ExecutorService threads = Executors.newFixedThreadPool(CALLERS);

    private static Model model() {
        Value image = Input.of(9, 9, 2);
        Value x = new Conv2D(19, 3).activation("relu").apply(image);
        return Model.of(image, new Dense(5).apply(new Flatten().apply(x)));
    }

    private static Tensor image(int batch) {
        float[] values = new float[batch * 9 * 9 * 2];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i % 7 - 3) / 4f;
        }
        return Tensor.of(values, batch, 9, 9, 2);
    }

    /** Calls until the model is closed; each result must be one of those that are right. @return how many calls */
    private static int callUntilClosed(Model model, List<float[]> expected, CountDownLatch running) {
        for (int calls = 0; ; calls++) {
            float[] result;
            try {
                result = model.predict(image(1 + calls % 2)).toFloatArray();
            } catch (IllegalStateException closed) {
                assertEquals("model '" + model.name() + "' is closed", closed.getMessage());
                return calls;
            }
            int from = calls % 2 * 2;
            if (!java.util.Arrays.equals(expected.get(from), result)) {
                assertArrayEquals(expected.get(from + 1), result);
            }
            running.countDown();
        }
    }

    private void race(boolean assigns) throws InterruptedException, ExecutionException {
        Model model = model();
        Map<String, Tensor> first = Map.copyOf(values(model));
        List<float[]> expected = new ArrayList<>(Collections.nCopies(4, null));
        Map<String, Tensor> second = new java.util.HashMap<>();
        first.forEach((path, value) -> second.put(path, Tensor.full(value.dtype(), value.shape(), 0.5)));
        for (int batch = 1; batch <= 2; batch++) {
            expected.set(batch * 2 - 2, model.predict(image(batch)).toFloatArray());
            model.assign(second);
            expected.set(batch * 2 - 1, model.predict(image(batch)).toFloatArray());
            model.assign(first);
        }
        CountDownLatch running = new CountDownLatch(20 * CALLERS);
        List<Future<Integer>> calls = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            calls.add(threads.submit(() -> callUntilClosed(model, expected, running)));
        }
        running.await();
        for (int i = 0; i < 20; i++) {
            if (assigns) {
                model.assign(i % 2 == 0 ? second : first);
            } else {
                model.setExecution(new ExecutionOptions(1 + i % 2, Backend.NATIVE));
            }
            Thread.sleep(1);
        }
        model.close();
        for (Future<Integer> call : calls) {
            call.get();
        }
        assertEquals(first.keySet(), values(model).keySet());
    }

    private static Map<String, Tensor> values(Model model) {
        Map<String, Tensor> values = new java.util.HashMap<>();
        model.weightsByPath().forEach((path, weight) -> values.put(path, weight.get()));
        return values;
    }

    @Test
    void callsEndOnWhatTheyBeganWith() throws InterruptedException, ExecutionException {
        try {
            for (int i = 0; i < ROUNDS; i++) {
                race(i % 2 == 0);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Values from a file are freed with the model, and when others replace them. */
    @Test
    void callsEndOnValuesThatWereLoaded() throws InterruptedException, ExecutionException {
        Path file = Path.of("../golden/real/mlperf-tiny/resnet8_cifar10.h5");
        Tensor pictures = Tensor.full(DType.FLOAT32, Shape.of(2, 32, 32, 3), 100);
        try {
            for (int round = 0; round < ROUNDS / 3; round++) {
                Model model = Markhor.load(file);
                float[] expected = model.predict(pictures).toFloatArray();
                CountDownLatch running = new CountDownLatch(2 * CALLERS);
                List<Future<?>> calls = new ArrayList<>();
                for (int i = 0; i < CALLERS; i++) {
                    calls.add(threads.submit(() -> {
                        while (true) {
                            try {
                                assertArrayEquals(
                                        expected, model.predict(pictures).toFloatArray());
                            } catch (IllegalStateException closed) {
                                assertEquals("model '" + model.name() + "' is closed", closed.getMessage());
                                return;
                            }
                            running.countDown();
                        }
                    }));
                }
                running.await();
                model.loadWeights(file);
                model.loadWeights(file);
                model.close();
                for (Future<?> call : calls) {
                    call.get();
                }
                assertEquals(0, model.memory().total());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void layersStayUsableInOtherModels() {
        Value image = Input.of(9, 9, 2);
        Conv2D shared = new Conv2D(19, 3);
        Model one = Model.of(image, shared.apply(image));
        Model other = Model.of(image, new Flatten().apply(shared.apply(image)));
        float[] expected = one.predict(image(1)).toFloatArray();
        assertArrayEquals(expected, other.predict(image(1)).toFloatArray());
        one.close();
        assertArrayEquals(expected, other.predict(image(1)).toFloatArray());
        threads.shutdownNow();
    }
}
