package dev.markhor.verify.checkpoints;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.Markhor;
import dev.markhor.error.WeightMismatchException;
import dev.markhor.graph.Value;
import dev.markhor.layers.BatchNormalization;
import dev.markhor.layers.Dense;
import dev.markhor.layers.LSTM;
import dev.markhor.model.Checkpoint;
import dev.markhor.model.Input;
import dev.markhor.model.Model;
import dev.markhor.restore.LoadStatus;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import dev.markhor.variable.Variable;
import dev.markhor.verify.Difference;
import dev.markhor.verify.checkpoints.programs.Programs;
import dev.markhor.verify.npy.Npz;
import java.nio.file.Path;
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

    /** Vocabularies are in constants of the graph, and one of them in the configuration too. */
    @Test
    void aSavedModelOfTextOpens() {
        try (Model model = Markhor.load(Scenario.CASES.resolve("k2_savedmodel_text/model"));
                Npz values = Npz.open(Scenario.CASES.resolve("k2_savedmodel_text/values.npz"))) {
            List<Tensor> outputs = model.predict(List.of(values.read("input_0")));
            for (int i = 0; i < 2; i++) {
                Difference difference = Difference.between(outputs.get(i), values.read("output_" + i));
                assertTrue(difference.problem().isEmpty() && difference.relative() <= 1e-5, difference.toString());
            }
        }
    }

    @Test
    void aCompiledSavedModelOpens() {
        String name = "k2_savedmodel_functional";
        try (Model model = Markhor.load(Scenario.CASES.resolve(name).resolve("model"))) {
            model.loadStatus().orElseThrow().assertExistingObjectsMatched();
            assertGolden(name, "output_1", model, 1e-5);
        }
    }

    /** Its variables stand in one list, with states of random generators between them. */
    @Test
    void anExportedModelGoesByOrder() {
        String name = "k3_export";
        Path file = Scenario.CASES.resolve(name).resolve("model");
        Value x = Input.of(5, 4);
        Value y = new BatchNormalization().apply(new LSTM(3).apply(x));
        try (Model model = Model.of(x, new Dense(2).apply(y));
                Model other = Model.of(x, new Dense(3).apply(y))) {
            LoadStatus status = model.loadWeights(file).assertConsumed();
            assertEquals("lstm/lstm_cell/kernel", status.matched().get(0).stored());
            assertGolden(name, "output_0", model, 1e-5);
            String message = assertThrows(WeightMismatchException.class, () -> other.loadWeights(file))
                    .getMessage();
            assertTrue(message.contains("'out/kernel'") && message.contains("[3, 2]"), message);
        }
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
