package dev.markhor.verify.checkpoints;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.markhor.formats.checkpoint.TensorBundle;
import dev.markhor.model.Checkpoint;
import dev.markhor.model.Model;
import dev.markhor.tensor.Tensor;
import dev.markhor.verify.checkpoints.programs.Programs;
import dev.markhor.verify.npy.Npz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Java twins of the programs in {@code golden/checkpoints} write checkpoints that they read again, under the keys that TensorFlow used. */
class CheckpointSavingTest {
    @TempDir
    Path folder;

    static List<Scenario> scenarios() {
        return Scenario.all().stream()
                .filter(scenario -> Scenario.outcome(scenario.load()).equals("ok")
                        && List.of("load_weights", "Checkpoint(model).read").contains(scenario.via())
                        && scenario.part("golden_output").isPresent()
                        && !scenario.name().matches("by_name|skip_mismatch")
                        && !scenario.isChanged())
                .toList();
    }

    @Test
    void scenariosAreFound() {
        assertEquals(68, scenarios().size());
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void keepsEveryBit(Scenario scenario) throws IOException {
        Path prefix = folder.resolve("weights");
        Programs programs = Programs.of(scenario.caseName());
        try (Model model = programs.make(scenario.program());
                Model other = programs.make(scenario.program());
                Npz values = Npz.open(scenario.folder().resolve("values.npz"))) {
            Tensor input = values.read(programs.input(scenario.program()));
            if (scenario.isBuiltBefore()) {
                model.predict(input);
            }
            for (Path file : scenario.files()) {
                if (scenario.via().equals("load_weights")) {
                    model.loadWeights(file);
                } else {
                    Checkpoint.of(model).read(file);
                }
            }
            Tensor expected = model.predict(input);
            model.saveWeights(prefix);
            other.predict(input);
            other.loadWeights(prefix).assertConsumed();
            assertEquals(expected, other.predict(input));
            KeptCheckpoints.keep(scenario, model, programs.tolerance(), prefix);
        }
    }

    /** Those of the programs that wrote the files. */
    static List<Scenario> written() {
        return scenarios().stream()
                .filter(scenario -> scenario.via().equals("load_weights")
                        && scenario.program().equals("make")
                        && scenario.files().get(0).endsWith("ckpt")
                        && scenario.isBuiltBefore())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("written")
    void keysAreThoseOfTensorFlow(Scenario scenario) throws IOException {
        Path prefix = folder.resolve("weights");
        Programs programs = Programs.of(scenario.caseName());
        try (Model model = programs.make(scenario.program());
                Npz values = Npz.open(scenario.folder().resolve("values.npz"))) {
            model.predict(values.read(programs.input(scenario.program())));
            model.loadWeights(scenario.files().get(0));
            model.saveWeights(prefix);
        }
        try (TensorBundle stored = TensorBundle.open(scenario.files().get(0), true);
                TensorBundle written = TensorBundle.open(prefix, true)) {
            assertEquals(stored.names(), written.names());
        }
    }

    /** Where layers have the same names and no lists of numbers, which TensorFlow notes as objects without values. */
    @Test
    void filesAreThoseOfTensorFlow() throws IOException {
        Path golden = Scenario.CASES.resolve("k2_subclass_simple");
        try (Model model = Programs.of("k2_subclass_simple").make("make");
                Npz values = Npz.open(golden.resolve("values.npz"))) {
            model.predict(values.read("input_0"));
            model.loadWeights(golden.resolve("ckpt"));
            model.saveWeights(folder.resolve("ckpt"));
        }
        for (String name : List.of("ckpt.index", "ckpt.data-00000-of-00001", "checkpoint")) {
            assertEquals(-1, Files.mismatch(golden.resolve(name), folder.resolve(name)), name);
        }
    }
}
