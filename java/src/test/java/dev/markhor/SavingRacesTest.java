package dev.markhor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.graph.Value;
import dev.markhor.layers.Dense;
import dev.markhor.model.Input;
import dev.markhor.model.Model;
import dev.markhor.tensor.Tensor;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several write the same new name at once and may not replace each other's: one does, and what it wrote is whole. */
class SavingRacesTest {
    private static final Tensor SAMPLE = Tensor.of(new float[] {1, 2, 3}, 1, 3);
    private static final int WRITERS = 4;

    private static Model model() {
        Value x = Input.of(3);
        return Model.of(x, new Dense(300).apply(x));
    }

    @ParameterizedTest
    @ValueSource(strings = {"w", "w.weights.h5", "w.h5"})
    @Timeout(60)
    void oneWins(String name, @TempDir Path folder) throws Exception {
        List<Model> models = new ArrayList<>();
        try {
            for (int i = 0; i <= WRITERS; i++) {
                models.add(model());
            }
            Model reader = models.get(WRITERS);
            for (int round = 0; round < 20; round++) {
                Path path = folder.resolve(round + name);
                Model winner = winner(models.subList(0, WRITERS), path);
                reader.loadWeights(path);
                assertArrayEquals(
                        winner.predict(SAMPLE).toFloatArray(),
                        reader.predict(SAMPLE).toFloatArray());
            }
        } finally {
            models.forEach(Model::close);
        }
    }

    private static Model winner(List<Model> models, Path path) {
        CyclicBarrier start = new CyclicBarrier(models.size());
        List<CompletableFuture<Boolean>> writers = models.stream()
                .map(model -> CompletableFuture.supplyAsync(
                        () -> writes(model, path, start), task -> new Thread(task).start()))
                .toList();
        List<Model> winners = new ArrayList<>();
        for (int i = 0; i < writers.size(); i++) {
            if (writers.get(i).join()) {
                winners.add(models.get(i));
            }
        }
        assertEquals(1, winners.size());
        return winners.get(0);
    }

    private static boolean writes(Model model, Path path, CyclicBarrier start) {
        try {
            start.await();
            model.saveWeights(path, false);
            return true;
        } catch (UncheckedIOException e) {
            assertTrue(e.getMessage().contains("there already"), e.getMessage());
            return false;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
