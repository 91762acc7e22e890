package dev.markhor.benchmarks.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A soak of seconds: whoever gets other values than one thread alone, or waits for ever, fails it. */
class SoakTest {
    @TempDir
    Path folder;

    @Test
    void aThousandThreads() throws Exception {
        soak(1000, false);
    }

    @Test
    void tenThousandVirtualThreads() throws Exception {
        if (Runtime.version().feature() >= 21) {
            soak(10_000, true);
        } else { // the same, by the threads that there are
            soak(100, false);
        }
    }

    private void soak(int callers, boolean isVirtual) throws Exception {
        Verdict verdict = Soak.run(new SoakOptions(0.1, callers, isVirtual, SoakOptions.PUBLISHED, folder));
        assertTrue(verdict.calls() > 100, verdict::text);
        assertEquals(
                verdict.samples().size() + 1,
                Files.readAllLines(folder.resolve("soak.csv")).size());
        String drawing = Files.readString(folder.resolve("soak.svg"));
        assertTrue(drawing.startsWith("<svg") && drawing.contains("resident memory"), drawing);
    }

    @Test
    void latenciesAreRoundedUpAlittle() {
        Latencies latencies = new Latencies();
        for (int i = 1; i <= 1000; i++) {
            latencies.add(i * 1000L);
        }
        assertEquals(1000, latencies.count());
        assertEquals(0.5, latencies.millis(0.5), 0.07);
        assertEquals(0.99, latencies.millis(0.99), 0.13);
    }
}
