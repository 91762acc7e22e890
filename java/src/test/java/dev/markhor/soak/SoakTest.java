package dev.markhor.soak;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.Markhor;
import dev.markhor.model.Model;
import dev.markhor.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a service does for a month, in minutes. */
class SoakTest {
    private static final Path MODEL = Path.of("../golden/real/mlperf-tiny/resnet8_cifar10.h5");

    @Test
    void fewLoadsAndCloses() throws Exception {
        assertEquals(2, residentAfterHundreds(200).size());
    }

    /** Resident memory after the last is at most 5 % above that after the first hundred. */
    @Test
    @Tag("long")
    void manyLoadsAndCloses() throws Exception {
        List<Long> resident = residentAfterHundreds(1000);
        assertEquals(10, resident.size());
        assertTrue(resident.get(9) <= 1.05 * resident.get(0), resident::toString);
        System.out.println("resident KiB after each hundred: " + resident);
    }

    private static List<Long> residentAfterHundreds(int times) throws Exception {
        // a heap that is full from the start, and no optimising compiler, whose own memory grows with what it has
        // compiled
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms32m",
                        "-Xmx32m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+AlwaysPreTouch",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LoadsAndCloses.class.getName(),
                        MODEL.toString(),
                        Integer.toString(times))
                .redirectErrorStream(true)
                .start();
        String output = new String(child.getInputStream().readAllBytes());
        assertTrue(child.waitFor(300, TimeUnit.SECONDS));
        assertEquals(0, child.exitValue(), output);
        List<Long> resident = new ArrayList<>();
        output.lines()
                .filter(line -> line.matches("\\d+ \\d+"))
                .forEach(line -> resident.add(Long.parseLong(line.split(" ")[1])));
        return resident;
    }

    @Test
    void fewThreadsAgree() throws Exception {
        threadsAgree(8, 1);
    }

    /** 64 threads for 20 s: each result is bit for bit what one thread gets. */
    @Test
    @Tag("long")
    void manyThreadsAgree() throws Exception {
        System.out.println("predictions by 64 threads in 20 s: " + threadsAgree(64, 20));
    }

    private static long threadsAgree(int threads, int seconds) throws Exception {
        List<Tensor> inputs = new ArrayList<>();
        List<float[]> expected = new ArrayList<>();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try (Model model = Markhor.load(MODEL)) {
            for (int i = 0; i < 16; i++) {
                int batch = 1 + i % 3;
                float[] values = new float[batch * 32 * 32 * 3];
                Random random = new Random(i);
                for (int v = 0; v < values.length; v++) {
                    values[v] = 255 * random.nextFloat();
                }
                inputs.add(Tensor.of(values, batch, 32, 32, 3));
                expected.add(model.predict(inputs.get(i)).toFloatArray());
            }
            long end = System.nanoTime() + seconds * 1_000_000_000L;
            List<Future<Long>> running = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                int first = t;
                running.add(pool.submit(() -> {
                    long count = 0;
                    while (System.nanoTime() < end) {
                        int i = (int) ((first + count++) % inputs.size());
                        assertArrayEquals(
                                expected.get(i), model.predict(inputs.get(i)).toFloatArray());
                    }
                    return count;
                }));
            }
            long all = 0;
            for (Future<Long> future : running) {
                all += future.get(seconds + 60, TimeUnit.SECONDS);
            }
            model.close();
            assertThrows(IllegalStateException.class, () -> model.predict(inputs.get(0)));
            return all;
        } finally {
            pool.shutdownNow();
        }
    }
}
