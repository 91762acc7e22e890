package dev.markhor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.execution.ExecutionOptions;
import dev.markhor.execution.MachineLimits;
import dev.markhor.graph.Spec;
import dev.markhor.model.Cost;
import dev.markhor.model.Profile;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtherProgramsTest {
    /** A layer of half a millisecond, in calls that take as much as is said, at a share of the peak. */
    @ParameterizedTest
    @CsvSource({
        "convolution, 1.0, 1.2, 'a convolution ran at 120 % of the measured peak, while layers explain 50 % of a prediction'",
        "convolution, 0.6, 1.2, ",
        "convolution, 1.0, 1.0, ",
        "winograd convolution, 1.0, 2.0, ",
        "blas product, 1.0, 2.0, "
    })
    void layersAboveThePeakThatExplainLittleAreNoMeasurement(
            String kernel, double millis, double share, String expected) {
        Spec spec = new Spec(DType.FLOAT32, Shape.of(1));
        Cost cost = new Cost(0.5, 1, 1, 0.5 * share, 0);
        List<Profile.StepCost> steps = List.of(new Profile.StepCost(kernel, "", cost));
        Profile profile = new Profile(
                List.of(spec),
                List.of(spec),
                ExecutionOptions.defaults(),
                1,
                millis,
                List.of(new Profile.LayerCost("layer", "Layer", spec, List.of(), steps)),
                new MachineLimits("portable", 1, 1, List.of(new MachineLimits.Level("memory", 1, 1))));
        assertEquals(Optional.ofNullable(expected), OtherPrograms.contradiction(profile));
    }

    /** Two processors for two seconds, a hundred ticks each. */
    @ParameterizedTest
    @CsvSource({
        "0, 3.9, ", // busy with this program
        "0, 2.6, they took 0.7 of 2 processors",
        "190, 2, ", // one is left to others
        "10, 1.9, they took 1.0 of 2 processors"
    })
    void whatOthersTakeOfBusyProcessorsIsTold(long idle, double own, String expected) {
        OtherPrograms.Usage before = new OtherPrograms.Usage(2, 5_000_000_000L, 1000, 300, 7);
        OtherPrograms.Usage after = new OtherPrograms.Usage(2, 7_000_000_000L, 1000 + 400, 300 + idle, 7 + own);
        assertEquals(Optional.ofNullable(expected), before.others(after));
    }

    @Test
    void theSystemTells() {
        OtherPrograms.Usage usage = OtherPrograms.Usage.now().orElseThrow();
        assertTrue(usage.processors() >= 1 && usage.all() >= usage.idle() && usage.own() > 0, usage.toString());
    }
}
