package dev.markhor.verify.checkpoints;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.formats.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every load that TensorFlow was seen to do with the files in {@code golden/checkpoints} gives the same here: which variable holds which
 * value, what the status asserts, which errors come, and what the model computes. Where another result is meant, {@code deviations.json}
 * says so.
 */
class CheckpointScenariosTest {
    private static final int SCENARIOS = 136;

    private static final Set<String> REASONS =
            Set.of("atomic load", "option refused before assigning", "Keras 3 conventions for HDF5");

    private static final Map<String, Json> DEVIATIONS =
            Scenario.read(Scenario.CASES.resolve("deviations.json")).asMap();

    static List<Scenario> scenarios() {
        return Scenario.all();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void givesWhatTensorFlowGives(Scenario scenario) {
        Map<String, String> differences = ScenarioRun.differences(scenario);
        Json deviation = DEVIATIONS.get(scenario.toString());
        Set<String> meant = deviation == null
                ? Set.of()
                : new TreeSet<>(deviation.get("parts").asStrings());
        assertEquals(meant, differences.keySet(), () -> scenario + " differs in " + differences);
    }

    /** The test above must not pass because it found nothing. */
    @Test
    void allScenariosAreFound() {
        assertEquals(SCENARIOS, scenarios().size());
    }

    @Test
    void deviationsAreOfScenariosAndHaveOneOfThreeReasons() {
        List<String> names = scenarios().stream().map(Scenario::toString).toList();
        DEVIATIONS.forEach((name, deviation) -> {
            assertTrue(names.contains(name), name);
            assertTrue(REASONS.contains(deviation.getString("reason")), deviation::toString);
        });
    }
}
