package dev.markhor.verify.checkpoints;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.model.Checkpoint;
import dev.markhor.model.Model;
import dev.markhor.restore.LoadStatus;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import dev.markhor.variable.Variable;
import dev.markhor.verify.Difference;
import dev.markhor.verify.checkpoints.programs.Programs;
import dev.markhor.verify.npy.Npz;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the cases tell beside their scenarios. */
class CheckpointFilesTest {
    /** A folder stands for the latest checkpoint in it; objects beside the model are restored with it. */
    @ParameterizedTest
    @ValueSource(strings = {"run", "run/ckpt-3", "run/ckpt-3.index", "run/checkpoint"})
    void aCheckpointIsFoundByWhatItIsCalled(String path) {
        String name = "k2_checkpoint_object";
        Variable step = Checkpoint.variable("step", Tensor.zeros(DType.INT64, Shape.of()));
        try (Model model = Programs.of(name).make("make")) {
            LoadStatus status = Checkpoint.of(Map.of("model", model, "step", step))
                    .restore(Scenario.CASES.resolve(name).resolve(path));
            assertGolden(name, "output_0", model, 1e-5);
            status.assertConsumed();
        }
        assertEquals(3, step.get().getLong(0));
    }

    /** The state file names a folder of the machine that trained. */
    @Test
    void aCheckpointThatMovedIsFoundBesideItsStateFile() {
        String name = "v1_name_based";
        try (Model model = Programs.of(name).make("make")) {
            model.loadWeights(Scenario.CASES.resolve(name)).assertConsumed();
            assertGolden(name, "output_0", model, 1e-5);
        }
    }

    /** Keras 3 itself loses the first variable then, so there is no scenario. */
    @Test
    void modelsOfKeras3AreRestoredBeforeTheyAreBuilt() {
        List<Scenario> scenarios = Scenario.all().stream()
                .filter(scenario -> scenario.caseName().equals("k3_subclass_checkpoint"))
                .toList();
        assertEquals(1, scenarios.size());
        assertEquals(Map.of(), ScenarioRun.differences(scenarios.get(0).loadedBeforeBuild()));
    }

    private static void assertGolden(String name, String golden, Model model, double tolerance) {
        try (Npz values = Npz.open(Scenario.CASES.resolve(name).resolve("values.npz"))) {
            Difference difference = Difference.between(model.predict(values.read("input_0")), values.read(golden));
            assertTrue(
                    difference.problem().isEmpty() && difference.relative() <= tolerance,
                    () -> name + ": " + difference);
        }
    }
}
