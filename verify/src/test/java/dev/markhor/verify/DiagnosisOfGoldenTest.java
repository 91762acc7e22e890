package dev.markhor.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.Diagnosis;
import dev.markhor.Markhor;
import dev.markhor.keras.LoadOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A diagnosis agrees with what running the golden models shows: those that need Java classes do not run without, all others do. */
class DiagnosisOfGoldenTest {
    private static final int SIZE = 24;
    /** Computes with what the samples of a batch of two have in common. */
    private static final String NEEDS_A_BATCH = "products_of_tensors.keras";

    @Test
    void saysOfEachModelWhetherItRuns() {
        List<GoldenCase> cases = GoldenFinder.find(List.of(Path.of("..", "golden"))).stream()
                .filter(golden -> golden.problem().isEmpty())
                .toList();
        assertTrue(cases.size() > 1000, "only " + cases.size());
        List<String> wrong = new ArrayList<>();
        for (GoldenCase golden : cases) {
            Diagnosis diagnosis = Markhor.diagnose(golden.model(), options(golden), SIZE);
            boolean runs = golden.customObjects().isEmpty() && !golden.model().endsWith(NEEDS_A_BATCH);
            if (diagnosis.isUsable() != runs) {
                wrong.add(golden.model() + ": " + diagnosis);
            }
        }
        assertEquals(List.of(), wrong);
    }

    private static LoadOptions options(GoldenCase golden) {
        LoadOptions options = golden.architectures().isEmpty()
                ? LoadOptions.defaults()
                : LoadOptions.defaults().withArchitecture(golden.architectures().get(0));
        return golden.writer().map(options::withWriter).orElse(options);
    }
}
