package dev.markhor.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.markhor.graph.Value;
import dev.markhor.layers.Dense;
import dev.markhor.restore.LoadStatus;
import dev.markhor.restore.matching.ObjectGraph;
import dev.markhor.restore.matching.WeightLoader;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** While weights are read, which a slow disk makes long, predictions go on, whatever they need; other loads and assignments wait. */
@Timeout(60)
class SlowLoadTest {
    private static final Tensor ONE_STEP = Tensor.full(DType.FLOAT32, Shape.of(1, 1, 3), 1);
    private static final Tensor TWO_STEPS = Tensor.full(DType.FLOAT32, Shape.of(1, 2, 3), 1);

    private final CountDownLatch reading = new CountDownLatch(1);
    private final CountDownLatch read = new CountDownLatch(1);
    private Model model;
    private CompletableFuture<LoadStatus> load;

    private static Map<String, Tensor> weights(double value) {
        return Map.of(
                "layer_with_weights-0/kernel", Tensor.full(DType.FLOAT32, Shape.of(3, 2), value),
                "layer_with_weights-0/bias", Tensor.full(DType.FLOAT32, Shape.of(2), 0));
    }

    /** A load begins, and reads until the test says that it has. */
    @BeforeEach
    void beginToLoad() throws InterruptedException {
        Value x = Input.of(Shape.FREE, 3);
        model = Model.of(x, new Dense(2).apply(x));
        model.restore(weights(1));
        load = CompletableFuture.supplyAsync(() -> model.restore(root -> {
            reading.countDown();
            try {
                read.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return WeightLoader.restore(ObjectGraph.of(weights(2)), root);
        }));
        reading.await();
    }

    @AfterEach
    void close() {
        read.countDown();
        model.close();
    }

    private static void assertResults(double expected, Tensor result) {
        for (float value : result.toFloatArray()) {
            assertEquals(expected, value);
        }
    }

    @Test
    void aFirstCallDoesNotWait() throws Exception {
        assertResults(3, model.predict(ONE_STEP));
        read.countDown();
        load.get(20, TimeUnit.SECONDS);
        assertResults(6, model.predict(ONE_STEP));
    }

    @Test
    void aCallWithOtherSizesDoesNotWait() throws Exception {
        assertResults(3, model.predict(ONE_STEP));
        assertResults(3, model.predict(TWO_STEPS));
        assertThrows(IllegalArgumentException.class, () -> model.predict(Tensor.of(new float[] {1, 2}, 1, 2)));
    }

    @Test
    void aCallAfterAnotherChangeDoesNotWait() {
        assertResults(3, model.predict(ONE_STEP));
        model.layers().get(1).ownWeights().get(0).assign(weights(5).get("layer_with_weights-0/kernel"));
        assertResults(15, model.predict(ONE_STEP));
    }

    @Test
    void otherChangesWait() throws Exception {
        CompletableFuture<LoadStatus> second = CompletableFuture.supplyAsync(() -> model.restore(weights(7)));
        assertThrows(TimeoutException.class, () -> second.get(100, TimeUnit.MILLISECONDS));
        assertFalse(load.isDone());
        read.countDown();
        second.get(20, TimeUnit.SECONDS);
        assertArrayEquals(new float[] {21, 21}, model.predict(ONE_STEP).toFloatArray());
    }

    @Test
    void closingDoesNotWait() {
        model.predict(ONE_STEP);
        model.close();
        assertThrows(IllegalStateException.class, () -> model.predict(ONE_STEP));
    }
}
