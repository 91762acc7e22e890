package dev.markhor.verify.checkpoints;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.formats.hdf5.Hdf5Dataset;
import dev.markhor.formats.hdf5.Hdf5File;
import dev.markhor.formats.json.Json;
import dev.markhor.model.Model;
import dev.markhor.variable.Variable;
import dev.markhor.verify.Difference;
import dev.markhor.verify.checkpoints.programs.Programs;
import dev.markhor.verify.npy.Npz;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code .weights.h5} files of Keras 2.12, 2.13 and 2.14, which call objects otherwise than later versions. */
class OldWeightFilesTest {
    private static final Path FOLDER = Scenario.CASES.resolve("k2_v3_old");

    static Set<String> files() {
        return Scenario.expectations(FOLDER).get("datasets").asMap().keySet();
    }

    @Test
    void thereAreTwoModelsOfThreeVersions() {
        assertEquals(6, files().size());
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyArrayIsInTheVariableItWasSavedFrom(String file) {
        Json expected = Scenario.expectations(FOLDER).get("datasets").get(file);
        try (Model model = Programs.of("k2_v3_old").make("make_" + file.replaceFirst("-.*", ""));
                Npz values = Npz.open(FOLDER.resolve("values.npz"));
                Hdf5File hdf5 = Hdf5File.open(FOLDER.resolve(file))) {
            model.predict(values.read("input_0"));
            model.loadWeights(FOLDER.resolve(file)).assertConsumed();
            List<Variable> weights = model.layers().stream()
                    .flatMap(layer -> layer.weights().stream())
                    .toList(); // as model.weights of Keras 2
            Map<String, Json> indices = expected.get("index_in_model_weights").asMap();
            assertEquals(weights.size(), indices.size());
            indices.forEach((name, index) -> {
                Hdf5Dataset stored = hdf5.root().dataset(name).orElseThrow();
                assertEquals(stored.read(), weights.get(index.asInt()).get(), name);
            });
            Difference difference = Difference.between(
                    model.predict(values.read("input_0")), values.read(expected.getString("golden_output")));
            assertTrue(difference.problem().isEmpty() && difference.relative() <= 1e-5, difference::toString);
        }
    }
}
