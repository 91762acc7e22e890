package dev.markhor.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.Markhor;
import dev.markhor.error.MemoryLimitException;
import dev.markhor.execution.MemoryUse;
import dev.markhor.graph.Value;
import dev.markhor.keras.LoadOptions;
import dev.markhor.layers.Dense;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import dev.markhor.variable.Variable;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What models have of native memory, what they may have, and when they give it back. */
class MemoryTest {
    private static final Path FILE = Path.of("../golden/real/mlperf-tiny/resnet8_cifar10.h5");
    private static final MemoryUse NOTHING = new MemoryUse(0, 0, 0, 0, 0);

    private static Tensor images(int batch) {
        return Tensor.full(DType.FLOAT32, Shape.of(batch, 32, 32, 3), 100);
    }

    private static Model dense() {
        Value x = Input.of(100);
        return Model.of(x, new Dense(200).apply(new Dense(300).apply(x)));
    }

    private static final long DENSE = 4 * (100 * 300 + 300 * 200L);

    private static Tensor rows(int batch) {
        return Tensor.full(DType.FLOAT32, Shape.of(batch, 100), 0.5);
    }

    private static Map<String, Tensor> values(Model model, double value) {
        Map<String, Tensor> values = new HashMap<>();
        model.weightsByPath()
                .forEach((path, weight) -> values.put(path, Tensor.full(weight.dtype(), weight.shape(), value)));
        return values;
    }

    // ---- what there is

    @Test
    void everyKindIsCountedAndAllOfItIsGivenBack() {
        Model model = Markhor.load(FILE);
        MemoryUse loaded = model.memory();
        assertTrue(loaded.weights() > 200_000, loaded.toString());
        assertEquals(loaded.weights(), loaded.total());
        model.prepare();
        MemoryUse prepared = model.memory();
        assertEquals(loaded.weights(), prepared.weights());
        assertTrue(prepared.packed() > 200_000, prepared.toString());
        model.predict(images(1));
        MemoryUse used = model.memory();
        assertEquals(prepared.packed(), used.packed());
        assertTrue(used.arenas() > 0 && used.workspaces() > 0, used.toString());
        model.predict(images(1));
        assertEquals(used, model.memory());
        model.close();
        assertEquals(NOTHING, model.memory());
    }

    @Test
    void theProcessHasWhatItsModelsHave() {
        MemoryUse before = Markhor.memory();
        try (Model one = Markhor.load(FILE);
                Model other = dense()) {
            one.predict(images(2));
            other.predict(rows(3));
            long both = one.memory().total() + other.memory().total();
            // others, of other tests, may be noticed to be forgotten meanwhile
            assertTrue(Markhor.memory().total() <= before.total() + both);
            assertTrue(Markhor.memory().total() >= both);
        }
        assertTrue(Markhor.memory().total() <= before.total());
    }

    @Test
    void hundredsOfLoadsLeaveNothing() {
        System.gc();
        long before = Markhor.memory().total();
        for (int i = 0; i < 500; i++) {
            try (Model model = Markhor.load(FILE)) {
                if (i % 100 == 0) {
                    model.predict(images(1));
                }
            }
            assertTrue(Markhor.memory().total() <= before);
        }
    }

    @Test
    void weightsThatAreReplacedAreGivenBack() {
        try (Model model = dense()) {
            Tensor first = model.predict(rows(4));
            MemoryUse before = model.memory();
            for (int i = 0; i < 5; i++) {
                model.assign(values(model, i));
                model.predict(rows(4));
                assertEquals(before, model.memory());
            }
            assertEquals(Shape.of(4, 200), first.shape());
            model.setExecution(model.execution().withThreads(1));
            assertEquals(before.weights(), model.memory().total());
        }
    }

    @Test
    void loadedWeightsThatAreReplacedAreGivenBack() {
        try (Model model = Markhor.load(FILE)) {
            float[] expected = model.predict(images(1)).toFloatArray();
            MemoryUse before = model.memory();
            for (int i = 0; i < 5; i++) {
                model.loadWeights(FILE);
                assertEquals(
                        before.weights() + before.arenas() + before.workspaces(),
                        model.memory().total());
                assertArrayEquals(expected, model.predict(images(1)).toFloatArray());
                assertEquals(before, model.memory());
            }
        }
    }

    @Test
    void shapesThatAreNotUsedAnyMoreAreGivenBack() {
        try (Model model = dense()) {
            for (int batch = 1; batch <= 40; batch++) {
                model.predict(rows(batch));
            }
            MemoryUse before = model.memory();
            for (int batch = 1; batch <= 40; batch++) {
                model.predict(rows(batch));
            }
            assertTrue(model.memory().total() <= before.total() * 1.01, () -> before + " " + model.memory());
        }
    }

    // ---- closing

    @Test
    void valuesThatWereAskedForStay() {
        Model model = Markhor.load(FILE);
        Variable asked = model.weights().get(0);
        Tensor value = asked.get();
        float[] copy = value.toFloatArray();
        Variable large = model.weights().stream()
                .filter(weight -> weight.shape().size() > 10_000)
                .findFirst()
                .orElseThrow();
        model.close();
        assertArrayEquals(copy, value.toFloatArray());
        assertArrayEquals(copy, asked.get().toFloatArray());
        IllegalStateException e = assertThrows(IllegalStateException.class, large::get);
        assertTrue(e.getMessage().contains("freed"), e.getMessage());
    }

    @Test
    void modelsThatShareLayersKeepTheirValues() {
        Model whole = Markhor.load(FILE);
        String last = whole.layers().get(whole.layers().size() - 1).name();
        Model part = whole.upTo(last).orElseThrow();
        float[] expected = part.predict(images(1)).toFloatArray();
        long weights = whole.memory().weights();
        assertEquals(0, part.memory().weights()); // counted once
        whole.close();
        assertEquals(NOTHING, whole.memory());
        assertEquals(weights, part.memory().weights());
        assertArrayEquals(expected, part.predict(images(1)).toFloatArray());
        part.close();
        assertEquals(NOTHING, part.memory());
    }

    @Test
    void aModelWhoseLayersLostTheirValuesSaysSo() {
        Model whole = Markhor.load(FILE);
        String last = whole.layers().get(whole.layers().size() - 1).name();
        try (Model part = whole.upTo(last).orElseThrow()) {
            whole.close();
            IllegalStateException e = assertThrows(IllegalStateException.class, () -> part.predict(images(1)));
            assertTrue(e.getMessage().contains("its value was freed"), e.getMessage());
        }
    }

    // ---- limits

    @Test
    void loadingBeyondTheLimit() {
        MemoryUse before = Markhor.memory();
        LoadOptions options = LoadOptions.defaults().withMemoryLimit(100_000);
        MemoryLimitException e = assertThrows(MemoryLimitException.class, () -> Markhor.load(FILE, options));
        assertTrue(e.getMessage().contains("LoadOptions.withMemoryLimit"), e.getMessage());
        assertTrue(Markhor.memory().total() <= before.total());
    }

    @Test
    void preparingAndPredictingBeyondTheLimit() {
        try (Model model = dense()) {
            float[] expected = model.predict(rows(1)).toFloatArray();
            MemoryUse before = model.memory();
            model.setMemoryLimit(before.total() + 1000);
            MemoryLimitException e = assertThrows(MemoryLimitException.class, () -> model.predict(rows(10_000)));
            assertTrue(e.getMessage().contains("(Model.setMemoryLimit)"), e.getMessage());
            assertEquals(before, model.memory());
            assertArrayEquals(expected, model.predict(rows(1)).toFloatArray());
            model.setMemoryLimit(Long.MAX_VALUE);
            assertEquals(Shape.of(10_000, 200), model.predict(rows(10_000)).shape());
        }
        try (Model model = dense()) {
            model.setMemoryLimit(DENSE + 10_000); // values, and nothing that is packed
            MemoryLimitException e = assertThrows(MemoryLimitException.class, () -> model.prepare(Shape.of(8, 100)));
            assertTrue(e.getMessage().startsWith("packed weights: needs "), e.getMessage());
            assertEquals(0, model.memory().packed());
            model.setMemoryLimit(3 * DENSE);
            model.prepare(Shape.of(8, 100));
        }
    }

    @Test
    void assigningBeyondTheLimit() {
        try (Model model = dense()) {
            model.setMemoryLimit(DENSE / 2);
            assertThrows(MemoryLimitException.class, () -> model.assign(values(model, 1)));
            assertEquals(NOTHING, model.memory());
            model.setMemoryLimit(3 * DENSE);
            model.assign(values(model, 1));
            assertEquals(DENSE, model.memory().weights(), 4 * 500);
        }
    }

    @Test
    void loadingWeightsBeyondTheLimit() {
        try (Model model = Markhor.load(FILE)) {
            float[] expected = model.predict(images(1)).toFloatArray();
            MemoryUse before = model.memory();
            model.setMemoryLimit(before.total() + 1000);
            MemoryLimitException e = assertThrows(MemoryLimitException.class, () -> model.loadWeights(FILE));
            assertTrue(e.getMessage().startsWith("reading the values of "), e.getMessage());
            assertEquals(before, model.memory());
            assertArrayEquals(expected, model.predict(images(1)).toFloatArray());
        }
    }

    @Test
    void theProcessHasALimitToo() {
        try (Model model = dense();
                Model other = dense()) {
            float[] expected = other.predict(rows(1)).toFloatArray();
            System.setProperty("markhor.memory.limit", "1");
            try {
                MemoryLimitException e = assertThrows(MemoryLimitException.class, () -> model.predict(rows(10_000)));
                assertTrue(
                        e.getMessage().contains("the limit of the process is 1 MiB (-Dmarkhor.memory.limit)"),
                        e.getMessage());
                assertArrayEquals(expected, other.predict(rows(1)).toFloatArray());
            } finally {
                System.clearProperty("markhor.memory.limit");
            }
            model.predict(rows(10_000));
        }
    }

    /** It is found before anything is counted. */
    @Test
    void aLimitOfTheProcessThatIsNoSizeIsRefused() {
        MemoryUse before = Markhor.memory();
        System.setProperty("markhor.memory.limit", "plenty");
        try {
            IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> Markhor.load(FILE));
            assertTrue(e.getMessage().startsWith("-Dmarkhor.memory.limit is 'plenty', not a size: "), e.getMessage());
        } finally {
            System.clearProperty("markhor.memory.limit");
        }
        assertTrue(Markhor.memory().total() <= before.total());
    }

    @Test
    void limitsAreNotNegative() {
        try (Model model = dense()) {
            assertThrows(IllegalArgumentException.class, () -> model.setMemoryLimit(-1));
            assertEquals(Long.MAX_VALUE, model.memoryLimit());
        }
    }

    // ---- forgetting

    @Test
    void forgottenModelsAreFreedAndLoggedOnce() throws InterruptedException {
        StringBuffer log = new StringBuffer();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                log.append(entry.getMessage()).append('\n');
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger("dev.markhor");
        logger.addHandler(handler);
        try {
            long before = Markhor.memory().total();
            long most = forget() + forget();
            assertTrue(most >= before + DENSE);
            for (int i = 0; i < 200 && (Markhor.memory().total() > before || log.isEmpty()); i++) {
                System.gc();
                Thread.sleep(20);
            }
            assertTrue(Markhor.memory().total() <= before, () -> before + " " + Markhor.memory());
            String expected = "model 'forgotten' was forgotten without being closed";
            assertEquals(
                    1,
                    Stream.of(log.toString().split("\n"))
                            .filter(line -> line.startsWith(expected))
                            .count(),
                    log.toString());
        } finally {
            logger.removeHandler(handler);
        }
    }

    /** @return what the process has with it */
    private static long forget() {
        Model model = dense();
        model.setName("forgotten");
        model.predict(rows(100));
        return Markhor.memory().total();
    }

    @Test
    void weightsOfForgottenModelsStay() throws InterruptedException {
        Variable weight = Markhor.load(FILE).weights().get(0);
        for (int i = 0; i < 5; i++) {
            System.gc();
            Thread.sleep(10);
        }
        assertTrue(Float.isFinite(weight.get().toFloatArray()[0]));
    }
}
