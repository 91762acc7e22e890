package dev.markhor.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertLinesMatch;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExamplesTest {
    private static final String MODEL = "golden/real/mlperf-tiny/resnet8_cifar10.h5";

    @Test
    void aCatIsACat() {
        assertLinesMatch(List.of("cat 0\\.966\\d*"), printed());
    }

    @Test
    void aHorseIsAHorse() {
        assertLinesMatch(List.of("horse 0\\.999\\d*"), printed(MODEL, "examples/pictures/horse.png"));
    }

    @Test
    void whatIsNoPictureIsTold() {
        Exception e = assertThrows(IllegalArgumentException.class, () -> printed(MODEL, "pom.xml"));
        assertEquals("pom.xml is no picture that Java can read", e.getMessage());
    }

    /** The expected values were computed with NumPy from the arrays in the file. */
    @Test
    void aModelOfOnesOwnTakesWeights() {
        assertLinesMatch(
                List.of(
                        "float32\\[1, 2] \\{10\\.9398\\d*, 0\\.5311\\d*}",
                        "encoder/kernel [5, 7]",
                        "encoder/bias [7]",
                        "final/0/kernel [7, 4]",
                        "final/0/bias [4]",
                        "final/1/kernel [4, 2]",
                        "final/1/bias [2]"),
                Printed.by(() -> Classifier.main(new String[0])));
    }

    /** The first scores are those that Keras 3.15 gives. */
    @Test
    void textsAreClassified() {
        assertLinesMatch(
                List.of(
                        "float32\\[2, 3] \\{0\\.2590\\d*, 0\\.5511\\d*, 0\\.1897\\d*, 0\\.4542\\d*, 0\\.2538\\d*, 0\\.2918\\d*}",
                        "\\[0\\.99\\d*, .*"),
                Printed.by(() -> ClassifyTexts.main(new String[0])));
    }

    private static List<String> printed(String... args) {
        return Printed.by(() -> LoadAndPredict.main(args));
    }
}
