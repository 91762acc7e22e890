package dev.markhor.formats.hdf5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damages files at random and reads everything in them: each opens or is refused, in a process of its own because the HDF5 library
 * reads what the gate lets pass, and what it might do to a process is the question.
 */
class MutationTest {
    @Test
    @Tag("random")
    void someMutants(@TempDir Path folder) throws Exception {
        run(folder, 1, 1500, 240);
    }

    @Test
    @Tag("long")
    void manyMutants(@TempDir Path folder) throws Exception {
        for (int seed = 2; seed < 12; seed++) {
            run(folder, seed, 20_000, 1800);
        }
    }

    private static void run(Path folder, long seed, int mutants, long limitSeconds)
            throws IOException, InterruptedException {
        Path output = folder.resolve("output-" + seed);
        Process child = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MutantReader.class.getName(),
                        folder.toString(),
                        Long.toString(seed),
                        Integer.toString(mutants)))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = child.waitFor(limitSeconds, TimeUnit.SECONDS);
        if (!ended) {
            child.destroyForcibly().waitFor();
        }
        String text = Files.readString(output);
        assertTrue(ended, "still running after " + limitSeconds + " s: " + text);
        assertEquals(0, child.exitValue(), text);
        assertTrue(text.contains("mutants: " + mutants), text);
    }
}
