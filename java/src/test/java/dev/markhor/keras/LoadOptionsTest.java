package dev.markhor.keras;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.Markhor;
import dev.markhor.error.MalformedFileException;
import dev.markhor.graph.Value;
import dev.markhor.layers.ActivationFunction;
import dev.markhor.layers.Identity;
import dev.markhor.layers.Lambda;
import dev.markhor.layers.LayerConfig;
import dev.markhor.model.CallContext;
import dev.markhor.model.Inputs;
import dev.markhor.model.Layer;
import dev.markhor.model.Model;
import dev.markhor.model.Structure;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.Tensor;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadOptionsTest {
    private static final String PUZZLE = "{'class_name': 'Sequential', 'config': {'name': 'm', 'layers': ["
            + "{'class_name': 'InputLayer', 'config': {'name': 'x', 'batch_shape': [null, 2], 'dtype': 'float32'}},"
            + "{'class_name': 'Puzzle', 'config': {'name': 'puzzle', 'pieces': [1, 'two']}}]}}";

    @TempDir
    private Path folder;

    public static final class Puzzles implements Extension {
        @Override
        public LoadOptions register(LoadOptions options) {
            return options.withLayer("Puzzle", config -> new Identity());
        }
    }

    private static Model read(String json, LoadOptions options) {
        return Markhor.fromConfig(json.replace('\'', '"'), options);
    }

    private LoadOptions withService(String className) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(Extension.class.getName()), className);
        URL[] urls = {folder.toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(urls, LoadOptionsTest.class.getClassLoader())) {
            return LoadOptions.defaults().withByName(true).withExtensions(loader);
        }
    }

    @Test
    void extensionsThatAreFoundRegister() throws IOException {
        LoadOptions options = withService(Puzzles.class.getName());
        assertInstanceOf(Identity.class, read(PUZZLE, options).layers().get(0));
        assertTrue(options.isByName());
        assertThrows(ServiceConfigurationError.class, () -> withService("no.such.Class"));
    }

    @Test
    void withoutExtensionsNothingChanges() {
        LoadOptions options = LoadOptions.defaults();
        assertSame(options, options.withExtensions());
    }

    @Test
    void aFactorySeesTheWholeConfiguration() {
        LoadOptions options = LoadOptions.defaults().withLayer("Puzzle", config -> {
            assertEquals(List.of(1L, "two"), config.value("pieces").orElseThrow());
            return new Lambda(x -> Ops.multiply(x, config.intList("absent", 3)[0]));
        });
        assertEquals(
                6,
                read(PUZZLE, options)
                        .predict(Tensor.of(new float[] {1, 2}, 1, 2))
                        .getDouble(1));
    }

    @Test
    void aFactoryThatGivesNothingIsTold() {
        LoadOptions options = LoadOptions.defaults().withLayer("Puzzle", config -> null);
        Exception e = assertThrows(MalformedFileException.class, () -> read(PUZZLE, options));
        assertTrue(e.getMessage().contains("Puzzle 'puzzle'") && e.getMessage().contains("null"), e.getMessage());
    }

    /** {@code b - a}, the inputs coming by name. */
    private static final class Difference extends Model {
        @Override
        protected Structure<Value> call(Inputs inputs, CallContext context) {
            Map<String, Structure<Value>> byName = ((Structure.Entries<Value>) inputs.first()).entries();
            return Structure.of(
                    Ops.subtract(byName.get("b").single(), byName.get("a").single()));
        }
    }

    @Test
    void aModelIsBuiltForTheInputsOfItsFile() {
        LoadOptions options = LoadOptions.defaults().withLayer("Difference", config -> new Difference());
        Model model = read(
                "{'class_name': 'Difference', 'config': {'name': 'd'}, 'build_config': {'input_shape':"
                        + " {'b': [4, 1], 'a': [4, 1]}}}",
                options);
        assertTrue(model.isBuilt());
        Tensor a = Tensor.of(new float[] {1, 2}, 2, 1);
        Tensor b = Tensor.of(new float[] {5, 7}, 2, 1);
        Tensor expected = Tensor.of(new float[] {4, 5}, 2, 1);
        Map<String, Tensor> bFirst = new LinkedHashMap<>();
        bFirst.put("b", b);
        bFirst.put("a", a);
        Map<String, Tensor> aFirst = new LinkedHashMap<>();
        aFirst.put("a", a);
        aFirst.put("b", b);
        assertEquals(expected, model.predict(bFirst).get(0));
        assertEquals(expected, model.predict(aFirst).get(0));
        assertEquals(expected, model.predict(List.of(a, b)).get(0)); // by sorted name
    }

    /** The sum of all its inputs. */
    private static final class Sum extends Model {
        @Override
        protected Structure<Value> call(Inputs inputs, CallContext context) {
            return Structure.of(inputs.list().stream().reduce(Ops::add).orElseThrow());
        }
    }

    @Test
    void listsOfShapesAreInputsInOrder() {
        LoadOptions options = LoadOptions.defaults().withLayer("Sum", config -> new Sum());
        String json = "{'class_name': 'Sum', 'config': {'name': 's'}, 'build_config': {'input_shape': SHAPES}}";
        assertTrue(
                read(json.replace("SHAPES", "[[null, 2], [null, 1]]"), options).isBuilt());
        assertTrue(read(json.replace("SHAPES", "[null, 2]"), options).isBuilt());
        assertTrue(
                !read(json.replace("SHAPES", "[['x', 2], [null, 1]]"), options).isBuilt());
    }

    /** A layer with an activation of its configuration, as the guide has it. */
    private static final class Gate extends Layer {
        private final ActivationFunction activation;

        Gate(LayerConfig config) {
            activation = config.activation("activation");
        }

        @Override
        protected Structure<Value> call(Inputs inputs, CallContext context) {
            return Structure.of(activation.apply(inputs.single(), context.dialect()));
        }
    }

    @Test
    void activationsAreNamesOrRegisteredFunctionsOrAbsent() {
        LoadOptions options =
                LoadOptions.defaults().withLayer("Puzzle", Gate::new).withFunction("twice", x -> Ops.multiply(x, 2));
        Tensor x = Tensor.of(new float[] {-1, 3}, 1, 2);
        Map<String, float[]> expected = Map.of(
                "'activation': 'relu'", new float[] {0, 3},
                "'activation': 'twice'", new float[] {-2, 6},
                "'activation': null", new float[] {-1, 3});
        expected.forEach((activation, values) -> {
            Model model = read(PUZZLE.replace("'pieces': [1, 'two']", activation), options);
            assertArrayEquals(values, model.predict(x).toFloatArray(), activation);
        });
    }
}
