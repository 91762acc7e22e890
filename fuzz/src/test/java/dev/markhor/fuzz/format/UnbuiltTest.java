package dev.markhor.fuzz.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.tensor.Tensor;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models that are made after a checkpoint get all that it has for them. */
class UnbuiltTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "restoring/blend",
                "restoring/models/transformer/weights",
                "restoring/models/residual/weights",
                "checkpoints/k2_containers/ckpt"
            })
    void getsItsValuesWhenItIsBuilt(String name) {
        Path prefix = Path.of("../golden").resolve(name);
        Map<String, Tensor> contents = Contents.ofCheckpoint(prefix);
        try (Unbuilt model = new Unbuilt(contents)) {
            model.loadWeights(prefix);
            assertEquals(Map.of(), model.values());
            model.build(1, 3);
            Map<String, Tensor> values = model.values();
            assertTrue(values.size() > 3, values.keySet().toString());
            values.forEach((each, value) -> assertEquals(contents.get(each), value, each));
        }
    }
}
