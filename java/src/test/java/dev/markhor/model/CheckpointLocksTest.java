package dev.markhor.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.markhor.graph.Value;
import dev.markhor.layers.Dense;
import dev.markhor.restore.LoadStatus;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints of the same models, which each names in another order, are read at once: none waits for what another holds for ever. */
class CheckpointLocksTest {
    private static final int TIMES = 200;

    private static Model model() {
        Value x = Input.of(3);
        return Model.of(x, new Dense(2).apply(x));
    }

    private static Map<String, Model> named(Model first, Model second) {
        Map<String, Model> models = new LinkedHashMap<>();
        models.put("first", first);
        models.put("second", second);
        return models;
    }

    @Test
    @Timeout(60)
    void ordersDoNotMatter(@TempDir Path folder) {
        try (Model a = model();
                Model b = model()) {
            Path weights = folder.resolve("weights");
            a.saveWeights(weights);
            CyclicBarrier start = new CyclicBarrier(2);
            List<CompletableFuture<Integer>> readers = List.of(
                    reader(Checkpoint.of(named(a, b)), weights, start),
                    reader(Checkpoint.of(named(b, a)), weights, start));
            readers.forEach(reader -> assertEquals(TIMES, reader.join()));
        }
    }

    private static CompletableFuture<Integer> reader(Checkpoint checkpoint, Path weights, CyclicBarrier start) {
        return CompletableFuture.supplyAsync(() -> {
            int read = 0;
            for (int i = 0; i < TIMES; i++) {
                await(start);
                LoadStatus status = checkpoint.read(weights);
                read += status.matched().isEmpty() ? 1 : 0; // the file has one model, under no name
            }
            return read;
        });
    }

    private static void await(CyclicBarrier start) {
        try {
            start.await();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
