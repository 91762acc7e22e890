package dev.markhor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.keras.LoadOptions;
import dev.markhor.model.Model;
import dev.markhor.restore.LoadProgress.Phase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadProgressTest {
    private record Told(Phase phase, long done, long total) {}

    private static List<Told> load(Path path) {
        List<Told> told = new ArrayList<>();
        LoadOptions options =
                LoadOptions.defaults().withProgress((phase, done, total) -> told.add(new Told(phase, done, total)));
        try (Model model = Markhor.load(path, options)) {
            long bytes = model.weights().stream()
                    .mapToLong(weight -> weight.shape().size() * weight.dtype().bytes())
                    .sum();
            assertEquals(new Told(Phase.READING, bytes, bytes), told.get(told.size() - 1));
        }
        return told;
    }

    @ParameterizedTest
    @ValueSource(strings = {"real/mlperf-tiny/resnet8_cifar10.h5", "structures/residual.keras"})
    void tellsOfBuildingAndOfEachWeight(String file) {
        List<Told> told = load(Path.of("../golden", file));
        assertEquals(new Told(Phase.BUILDING, 0, 0), told.get(0));
        assertEquals(Phase.READING, told.get(1).phase());
        assertEquals(0, told.get(1).done());
        for (int i = 2; i < told.size(); i++) {
            assertTrue(told.get(i).done() > told.get(i - 1).done(), told::toString);
            assertEquals(told.get(1).total(), told.get(i).total());
        }
    }

    @Test
    void aListenerMayEndTheLoading() {
        LoadOptions options = LoadOptions.defaults().withProgress((phase, done, total) -> {
            if (done > 0) {
                throw new IllegalStateException("enough");
            }
        });
        assertEquals(
                "enough",
                assertThrows(
                                IllegalStateException.class,
                                () -> Markhor.load(Path.of("../golden/structures/residual.keras"), options))
                        .getMessage());
    }
}
