package dev.markhor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.error.WeightMismatchException;
import dev.markhor.formats.StoredArray;
import dev.markhor.formats.json.Json;
import dev.markhor.formats.keras.LegacyWeights;
import dev.markhor.formats.keras.V3Weights;
import dev.markhor.graph.Spec;
import dev.markhor.keras.LoadOptions;
import dev.markhor.model.Model;
import dev.markhor.restore.LoadStatus;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import dev.markhor.variable.Trackable;
import dev.markhor.variable.Variable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Files of real Keras versions: which variable has which stored value after each load that {@code expect.json} describes. */
class CheckpointFilesTest {
    private static final Path CASES = Path.of("src/test/resources/checkpoints");

    private static final Map<String, Supplier<Model>> PROGRAMS = Map.of(
            "k2_h5_by_name/make", () -> CheckpointModels.byName(true, 2, false, false),
            "k2_h5_by_name/make_no_dropout", () -> CheckpointModels.byName(false, 2, false, false),
            "k2_h5_by_name/make_extra", () -> CheckpointModels.byName(true, 2, false, true),
            "k2_h5_by_name/make_mid", () -> CheckpointModels.byName(true, 2, true, false),
            "k2_h5_by_name/make_wide", () -> CheckpointModels.byName(true, 5, false, false),
            "k2_h5_nested_frozen/make", () -> CheckpointModels.nestedFrozen(true),
            "k2_h5_nested_frozen/make_unfrozen", () -> CheckpointModels.nestedFrozen(false),
            "k2_subclass_formats/make", CheckpointModels.Formats::new);

    @TestFactory
    Stream<DynamicTest> hdf5Loads() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (String name : List.of("k2_h5_by_name", "k2_h5_nested_frozen", "k2_subclass_formats")) {
            Path folder = CASES.resolve(name);
            Json expected = Json.parse(name, Files.readString(folder.resolve("expect.json")));
            for (Json scenario : expected.getList("scenarios")) {
                if (scenario.getString("file").endsWith("5")) {
                    tests.add(DynamicTest.dynamicTest(
                            name + "/" + scenario.getString("name"), () -> run(folder, name, scenario)));
                }
            }
        }
        assertEquals(30, tests.size());
        return tests.stream();
    }

    private static void run(Path folder, String name, Json scenario) {
        String via = scenario.getString("via");
        LoadOptions options = LoadOptions.defaults()
                .withByName(via.contains("by_name"))
                .withSkipMismatch(via.contains("skip_mismatch"));
        Path file = folder.resolve(scenario.getString("file"));
        try (Model model =
                PROGRAMS.get(name + "/" + scenario.getString("program")).get()) {
            boolean built = scenario.getString("when").equals("after_build");
            if (built && !model.isBuilt()) {
                model.build(Spec.of(DType.FLOAT32, Shape.FREE, 4));
            }
            Map<String, Tensor> before = new LinkedHashMap<>();
            scenario.get("variables")
                    .asMap()
                    .keySet()
                    .forEach(path -> before.put(path, variable(model, path).get()));
            if (scenario.get("load").getBoolean("ok")) {
                LoadStatus status = model.loadWeights(file, options);
                assertValues(folder, model, scenario.get("variables"), before);
                assertLeftOvers(status, scenario);
                assertOutput(folder, model, scenario);
            } else {
                assertRefused(folder, model, file, options, scenario, before);
            }
        }
    }

    private static void assertValues(Path folder, Model model, Json variables, Map<String, Tensor> before) {
        Map<String, Tensor> stored =
                legacyValues(folder.resolve(Files.exists(folder.resolve("legacy.h5")) ? "legacy.h5" : "weights.h5"));
        variables.asMap().forEach((path, key) -> {
            Tensor value = variable(model, path).get();
            if (key.isNull()) {
                assertEquals(before.get(path), value, path);
            } else if (!key.asString().contains(".ATTRIBUTES")) { // checkpoint keys are compared by the model's output
                assertEquals(stored.get(key.asString()), value, path + " = " + key.asString());
            }
        });
    }

    private static void assertLeftOvers(LoadStatus status, Json scenario) {
        boolean all = scenario.get("variables").asMap().values().stream().noneMatch(Json::isNull)
                && scenario.getList("file_keys_unused").isEmpty();
        if (all) {
            status.assertConsumed();
        } else {
            assertThrows(WeightMismatchException.class, status::assertConsumed);
            assertFalse(status.skipped().isEmpty() && status.missing().isEmpty(), status.toString());
        }
    }

    private static void assertOutput(Path folder, Model model, Json scenario) {
        scenario.find("golden_output").ifPresent(output -> {
            if (scenario.get("variables").asMap().values().stream().anyMatch(Json::isNull)) {
                return; // the start values of Keras' biases are not ours
            }
            Path golden = folder.resolve("golden.npz");
            Tensor actual = model.predict(TestNpz.read(golden, "input_0"));
            assertArrayEquals(TestNpz.read(golden, output.asString()).toFloatArray(), actual.toFloatArray(), 1e-5f);
        });
    }

    private static void assertRefused(
            Path folder, Model model, Path file, LoadOptions options, Json scenario, Map<String, Tensor> before) {
        switch (scenario.get("load").getString("reason")) {
            case "not_built" -> {
                IllegalStateException e =
                        assertThrows(IllegalStateException.class, () -> model.loadWeights(file, options));
                assertTrue(e.getMessage().contains("not built"), e.getMessage());
                return;
            }
            case "skip_mismatch_needs_by_name" -> { // Keras 3 allows it: shapes are skipped, counts are not
                if (scenario.getString("program").equals("make")
                        || scenario.getString("program").endsWith("no_dropout")) {
                    model.loadWeights(file, options).assertConsumed();
                } else if (scenario.getString("program").endsWith("wide")) {
                    assertEquals(2, model.loadWeights(file, options).skipped().size());
                } else {
                    assertThrows(WeightMismatchException.class, () -> model.loadWeights(file, options));
                }
                return;
            }
            default -> {}
        }
        WeightMismatchException e = assertThrows(WeightMismatchException.class, () -> model.loadWeights(file, options));
        assertTrue(e.getMessage().contains(file.getFileName().toString()), e.getMessage());
        boolean shape = scenario.get("load").getString("reason").equals("shape_mismatch");
        assertTrue(e.getMessage().contains(shape ? "expects [" : "layer count mismatch"), e.getMessage());
        before.forEach(
                (path, value) -> assertEquals(value, variable(model, path).get(), path));
    }

    // ---- tf.keras 2.12 to 2.14: paths that differ by version

    @TestFactory
    Stream<DynamicTest> oldPaths() throws IOException {
        Path folder = CASES.resolve("k2_v3_old");
        Json datasets = Json.parse("expect", Files.readString(folder.resolve("expect.json")))
                .get("datasets");
        assertEquals(6, datasets.size());
        return datasets.asMap().entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
                    try (Model model = entry.getKey().startsWith("seq")
                            ? CheckpointModels.oldSequential()
                            : new CheckpointModels.OldSub()) {
                        model.build(Spec.of(DType.FLOAT32, Shape.FREE, 4));
                        model.loadWeights(folder.resolve(entry.getKey())).assertConsumed();
                        Path golden = folder.resolve("golden.npz");
                        Tensor actual = model.predict(TestNpz.read(golden, "input_0"));
                        Tensor wanted = TestNpz.read(golden, entry.getValue().getString("golden_output"));
                        assertArrayEquals(wanted.toFloatArray(), actual.toFloatArray(), 1e-5f);
                    }
                }));
    }

    // ---- other formats

    @Test
    void layersInListsAreFoundInKeras3Weights() {
        try (Model model = new CheckpointModels.Lists3()) {
            Path golden = CASES.resolve("k3_lists_lost/golden.npz");
            Tensor x = TestNpz.read(golden, "input_0");
            model.build(new Spec(DType.FLOAT32, x.shape()));
            model.loadWeights(CASES.resolve("k3_lists_lost/full.weights.h5")).assertConsumed();
            assertArrayEquals(
                    TestNpz.read(golden, "output_0").toFloatArray(),
                    model.predict(x).toFloatArray(),
                    1e-5f);
        }
    }

    @Test
    void wholeModelsLoadFromTheirOwnConfiguration() {
        Path folder = CASES.resolve("k2_h5_by_name");
        for (String file : List.of("model.h5", "model.keras")) {
            try (Model model = Markhor.load(folder.resolve(file))) {
                model.loadStatus().orElseThrow().assertConsumed();
                Tensor actual = model.predict(TestNpz.read(folder.resolve("golden.npz"), "input_0"));
                Tensor wanted = TestNpz.read(folder.resolve("golden.npz"), "output_0");
                assertArrayEquals(wanted.toFloatArray(), actual.toFloatArray(), 1e-5f, file);
            }
        }
    }

    @Test
    void aRegisteredModelIsBuiltAndLoadedFromItsArchive() {
        Path folder = CASES.resolve("k2_subclass_formats");
        LoadOptions options = LoadOptions.defaults().withLayer("Formats", config -> new CheckpointModels.Formats());
        try (Model model = Markhor.load(folder.resolve("model.keras"), options)) {
            model.loadStatus().orElseThrow().assertConsumed();
            Tensor actual = model.predict(TestNpz.read(folder.resolve("golden.npz"), "input_0"));
            Tensor wanted = TestNpz.read(folder.resolve("golden.npz"), "output_3");
            assertArrayEquals(wanted.toFloatArray(), actual.toFloatArray(), 1e-5f);
        }
    }

    @Test
    void layersInNestedListsAreFoundWhereOlderKerasStoredThem() {
        Path folder = CASES.resolve("k3_nested_container");
        LoadOptions options = LoadOptions.defaults()
                .withLayer(
                        "legacy_nested_container>NestedDenseModel",
                        config -> new CheckpointModels.NestedDenseModel(config.integer("num")));
        try (Model model = Markhor.load(folder.resolve("model.keras"), options)) {
            model.loadStatus().orElseThrow().assertConsumed();
            Tensor actual = model.predict(TestNpz.read(folder.resolve("golden.npz"), "input_0"));
            Tensor wanted = TestNpz.read(folder.resolve("golden.npz"), "output_0");
            assertArrayEquals(wanted.toFloatArray(), actual.toFloatArray(), 1e-5f);
        }
    }

    @Test
    void byNameIsRefusedForOtherFormats() {
        try (Model model = CheckpointModels.byName(true, 2, false, false)) {
            LoadOptions byName = LoadOptions.defaults().withByName(true);
            for (String file : List.of("v3.weights.h5", "model.keras")) {
                Path path = CASES.resolve("k2_h5_by_name").resolve(file);
                assertTrue(assertThrows(IllegalArgumentException.class, () -> model.loadWeights(path, byName))
                        .getMessage()
                        .contains("legacy HDF5"));
            }
        }
    }

    // ---- help

    /** The variable at a path of attributes. */
    private static Variable variable(Trackable root, String path) {
        Trackable at = root;
        String[] steps = path.split("/");
        for (int i = 0; i < steps.length; i++) {
            String step = steps[i];
            Trackable.Edge edge = at.edges().stream()
                    .filter(candidate -> candidate.name().equals(step))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no '" + step + "' of " + path));
            if (edge.isVariable()) {
                assertEquals(steps.length - 1, i);
                return edge.variable();
            }
            at = edge.child();
        }
        throw new AssertionError(path + " is no variable");
    }

    /** {@code conv/conv/kernel}, also without the first step. */
    private static Map<String, Tensor> legacyValues(Path file) {
        Map<String, Tensor> values = new LinkedHashMap<>();
        try (LegacyWeights weights = LegacyWeights.open(file)) {
            for (LegacyWeights.Layer layer : weights.layers()) {
                for (int i = 0; i < layer.weights().size(); i++) {
                    String name = layer.weightNames().get(i).replaceAll(":\\d+$", "");
                    StoredArray array = layer.weights().get(i);
                    values.put(layer.name() + '/' + name, array.read());
                    values.put(name, array.read());
                }
            }
        }
        return values;
    }

    @Test
    void weightsOfBothFormatsAreTheSame() {
        Path folder = CASES.resolve("k2_h5_by_name");
        try (V3Weights weights = V3Weights.open(folder.resolve("v3.weights.h5"))) {
            assertEquals(
                    legacyValues(folder.resolve("weights.h5")).get("out/out/kernel"),
                    weights.weights("layers/dense").get(0).read());
        }
    }
}
