package dev.markhor.restore.matching;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.error.WeightMismatchException;
import dev.markhor.formats.keras.LegacyWeightsWriter;
import dev.markhor.keras.LoadOptions;
import dev.markhor.model.Input;
import dev.markhor.model.Model;
import dev.markhor.model.Sequential;
import dev.markhor.restore.LoadStatus;
import dev.markhor.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is skipped and what is left over where a list of layers is paired by names. */
class LegacyMatcherTest {
    @TempDir
    private Path folder;

    private Path file;

    /** A layer that fits, one that lacks its bias, one that the model has not, and a weight of no layer. */
    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("weights.h5");
        try (LegacyWeightsWriter out = LegacyWeightsWriter.create(file, List.of("fits", "short", "more"), "3.1.0")) {
            out.layer("fits", List.of("kernel", "bias"));
            out.array("fits", "kernel", Tensor.of(new float[] {1, 2, 3, 4}, 2, 2));
            out.array("fits", "bias", Tensor.of(new float[] {5, 6}, 2));
            out.layer("short", List.of("kernel"));
            out.array("short", "kernel", Tensor.of(new float[] {7, 8, 9, 10}, 2, 2));
            out.layer("more", List.of("kernel"));
            out.array("more", "kernel", Tensor.of(new float[1], 1));
            out.topLevel(List.of("own"));
            out.array("top_level_model_weights", "own", Tensor.of(new float[1], 1));
        }
    }

    private static Model model() {
        TestLayers.Counter any = new TestLayers.Counter();
        return new Sequential(
                Input.of(2), new TestLayers.Dense(2, any).named("fits"), new TestLayers.Dense(2, any).named("short"));
    }

    @Test
    void whatDoesNotFitIsSkippedIfThatIsAllowed() {
        try (Model model = model()) {
            LoadStatus status = model.loadWeights(
                    file, LoadOptions.defaults().withByName(true).withSkipMismatch(true));
            assertEquals(
                    List.of("fits/kernel", "fits/bias"),
                    status.matched().stream().map(LoadStatus.Match::variable).toList());
            assertEquals(2, status.skipped().size());
            assertTrue(status.skipped().get(0).target().startsWith("layer #1 (named 'short')"), status::toString);
            assertTrue(status.skipped().get(0).reason().startsWith("weight count mismatch"), status::toString);
            assertEquals("top-level weights", status.skipped().get(1).target());
            assertEquals(List.of("short/kernel", "short/bias"), status.missing());
            assertEquals(List.of("/short/kernel", "/more/kernel", "/top_level_model_weights/own"), status.unused());
            assertArrayEquals(
                    new float[] {5, 6},
                    model.weightsByPath().get("fits/bias").get().toFloatArray());
        }
    }

    @Test
    void whatDoesNotFitIsRefusedOtherwise() {
        try (Model model = model()) {
            String message = assertThrows(
                            WeightMismatchException.class,
                            () -> model.loadWeights(file, LoadOptions.defaults().withByName(true)))
                    .getMessage();
            assertTrue(message.contains("weight count mismatch in layer #1 (named 'short')"), message);
        }
    }
}
