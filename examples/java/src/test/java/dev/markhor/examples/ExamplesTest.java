package dev.markhor.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ExamplesTest {
    private static final float[] EXPECTED = {10.939867f, 0.5311554f};
    private static final Path ROOT = root();

    @Test
    void loadsAndPredicts() {
        float[] scores = printed(LoadAndPredict::main, "golden/real/mlperf-tiny/resnet8_cifar10.h5");
        assertEquals(10, scores.length);
        double sum = 0;
        for (float score : scores) {
            sum += score;
        }
        assertEquals(1, sum, 1e-5);
    }

    /** The expected values were computed with NumPy from the arrays in the file. */
    @Test
    void aModelOfOnesOwnTakesWeights() {
        float[] scores = printed(Classifier::main, "golden/formats/legacy_weights_sequential.hdf5");
        assertArrayEquals(EXPECTED, scores, 1e-5f);
    }

    private static float[] printed(Consumer<String[]> main, String file) {
        PrintStream before = System.out;
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        System.setOut(new PrintStream(text, true, StandardCharsets.UTF_8));
        try {
            main.accept(new String[] {ROOT.resolve(file).toString()});
        } finally {
            System.setOut(before);
        }
        String[] numbers = text.toString(StandardCharsets.UTF_8)
                .strip()
                .replaceAll("[\\[\\]]", "")
                .split(", ");
        float[] values = new float[numbers.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.parseFloat(numbers[i]);
        }
        return values;
    }

    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("golden"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
