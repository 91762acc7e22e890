package dev.markhor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.markhor.execution.ExecutionOptions;
import dev.markhor.execution.MachineLimits;
import dev.markhor.graph.Spec;
import dev.markhor.model.Cost;
import dev.markhor.model.Profile;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtherProgramsTest {
    /** A layer of half a millisecond, in calls that take as much as is said, at a share of the peak. */
    @ParameterizedTest
    @CsvSource({
        "convolution, 1.0, 1.2, true",
        "convolution, 0.6, 1.2, false",
        "convolution, 1.0, 1.0, false",
        "winograd convolution, 1.0, 2.0, false",
        "blas product, 1.0, 2.0, false"
    })
    void layersAboveThePeakThatExplainLittleAreNoMeasurement(
            String kernel, double millis, double share, boolean expected) {
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
        assertEquals(expected, OtherPrograms.isContradictory(profile));
    }
}
