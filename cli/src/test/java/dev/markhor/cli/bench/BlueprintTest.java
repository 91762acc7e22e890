package dev.markhor.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.graph.Spec;
import dev.markhor.keras.LoadOptions;
import dev.markhor.model.Model;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlueprintTest {
    private static final Path FORMATS = Path.of("").toAbsolutePath().resolveSibling("golden/formats");

    @TempDir
    private Path folder;

    private static Blueprint of(Path model) {
        return new Blueprint(Optional.of(ModelFile.of(model)), LoadOptions.defaults(), List.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "weights_sequential.json",
                "weights_sequential_k2.json",
                "whole_keras_sequential_k2.keras",
                "whole_legacy_sequential.h5",
                "whole_legacy_sequential_k2.hdf5"
            })
    void aSequentialModelIsMadeWithAndWithoutVariables(String file) {
        Path path = FORMATS.resolve(file);
        Model built = of(path).built(path);
        assertTrue(built.isBuilt());
        Model unbuilt = of(path).unbuilt(path).orElseThrow();
        assertFalse(unbuilt.isBuilt());
        assertEquals(List.of(), List.copyOf(unbuilt.weightsByPath().keySet()));
        unbuilt.build(of(path).inputs(path).toArray(Spec[]::new));
        assertEquals(built.weightsByPath().keySet(), unbuilt.weightsByPath().keySet());
    }

    @Test
    void aFunctionalModelHasItsVariablesAtOnce() {
        Path path = FORMATS.resolve("whole_keras.keras");
        assertTrue(of(path).built(path).isBuilt());
        assertTrue(of(path).unbuilt(path).isEmpty());
    }

    @Test
    void aSequentialModelInsideAnotherIsNotBuiltEither() throws IOException {
        String layer =
                "{\"class_name\": \"Dense\", \"config\": {\"name\": \"%s\", \"units\": 2, \"batch_input_shape\": [null, 3]}, "
                        + "\"build_config\": {\"input_shape\": [null, 3]}}";
        Path json = Files.writeString(
                folder.resolve("m.json"),
                "{\"class_name\": \"Sequential\", \"config\": [{\"class_name\": \"Sequential\", \"config\": {\"name\": \"inner\", "
                        + "\"build_input_shape\": [null, 3], \"layers\": [" + String.format(layer, "a") + "]}}]}");
        Blueprint blueprint = of(json);
        assertEquals(List.of(Spec.of(DType.FLOAT32, Shape.FREE, 3)), blueprint.inputs(json));
        assertFalse(blueprint.unbuilt(json).orElseThrow().isBuilt());
    }
}
