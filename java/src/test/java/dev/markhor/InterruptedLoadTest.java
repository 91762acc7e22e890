package dev.markhor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.error.InterruptedCallException;
import dev.markhor.graph.Value;
import dev.markhor.layers.Dense;
import dev.markhor.model.Model;
import dev.markhor.tensor.Tensor;
import dev.markhor.variable.Variable;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A thread that is interrupted cannot read files: it is told so, stays interrupted, and nothing has changed. */
class InterruptedLoadTest {
    private static final Path CHECKPOINT = Path.of("../golden/checkpoints/k2_custom_late/ckpt");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "structures/bag_of_words.keras",
                "structures/bag_of_words_k2.h5",
                "formats/folder",
                "formats/legacy_weights.h5",
                "formats/sharded.weights.json"
            })
    void filesSayWhatHappened(String name) {
        Path file = Path.of("../golden").resolve(name);
        InterruptedCallException e = requireTold(() -> Markhor.load(file));
        assertTrue(e.getMessage().contains("golden"), e.getMessage());
        Markhor.load(file).close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"formats/legacy_weights.h5", "formats/sharded.weights.json"})
    void weightsStayAsTheyAre(String name) {
        Path file = Path.of("../golden").resolve(name);
        try (Model model = Markhor.load(file)) {
            Map<String, Tensor> ones = new HashMap<>();
            model.weightsByPath()
                    .forEach((path, weight) -> ones.put(path, Tensor.full(weight.dtype(), weight.shape(), 1)));
            model.assign(ones);
            requireTold(() -> model.loadWeights(file));
            for (Variable weight : model.weights()) {
                assertEquals(weight.shape().size(), sum(weight));
            }
            model.loadWeights(file);
            assertTrue(model.weights().stream()
                    .anyMatch(weight -> sum(weight) != weight.shape().size()));
        }
    }

    private static double sum(Variable weight) {
        double sum = 0;
        for (float value : weight.get().toFloatArray()) {
            sum += value;
        }
        return sum;
    }

    private static final class Late extends Model {
        private final Dense lazy = new Dense(2);
        private final Dense late = new Dense(2);

        @Override
        protected Value call(Value x) {
            return late.apply(lazy.apply(x));
        }
    }

    @Test
    void checkpointsSayWhatHappened() {
        try (Late model = new Late()) {
            requireTold(() -> model.loadWeights(CHECKPOINT));
            model.loadWeights(CHECKPOINT);
        }
    }

    @Test
    void valuesThatWaitAreReadLater() {
        Tensor x = Tensor.of(new float[] {1, 2}, 1, 2);
        try (Late expected = new Late();
                Late model = new Late()) {
            expected.loadWeights(CHECKPOINT);
            float[] result = expected.predict(x).toFloatArray();
            model.loadWeights(CHECKPOINT);
            requireTold(() -> model.predict(x));
            assertArrayEquals(result, model.predict(x).toFloatArray());
        }
    }

    @Test
    void threadsThatReadForOthersAreInterrupted() throws InterruptedException {
        CountDownLatch reading = new CountDownLatch(1);
        Thread caller = Thread.currentThread();
        Thread other = new Thread(() -> {
            try {
                reading.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            caller.interrupt();
        });
        other.start();
        try (Meanwhile<String> work = Meanwhile.start(() -> {
            reading.countDown();
            try {
                Thread.sleep(60_000);
                return "not interrupted";
            } catch (InterruptedException e) {
                return "interrupted";
            }
        })) {
            assertEquals("interrupted", work.result());
        }
        assertTrue(Thread.interrupted());
        other.join();
    }

    private static InterruptedCallException requireTold(Executable load) {
        Thread.currentThread().interrupt();
        try {
            InterruptedCallException e = assertThrows(InterruptedCallException.class, load);
            assertTrue(e.getMessage().contains("interrupted"), e.getMessage());
            return e;
        } finally {
            assertTrue(Thread.interrupted(), "the thread is no longer interrupted");
        }
    }
}
