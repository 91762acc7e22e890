package dev.markhor.keras.config;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.Markhor;
import dev.markhor.error.MalformedFileException;
import dev.markhor.error.UnsupportedModelException;
import dev.markhor.graph.Spec;
import dev.markhor.graph.Value;
import dev.markhor.keras.LoadOptions;
import dev.markhor.model.Dialect;
import dev.markhor.model.Functional;
import dev.markhor.model.Layer;
import dev.markhor.model.Model;
import dev.markhor.model.Sequential;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Configurations in the spellings of Keras 1, 2 and 3; JSON is written with single quotes here. */
class ModelReaderTest {
    private static Model read(String json) {
        return Markhor.fromConfig(json.replace('\'', '"'));
    }

    private static String messageOf(Class<? extends RuntimeException> type, String json) {
        return assertThrows(type, () -> read(json)).getMessage();
    }

    private static float[] run(Model model, float... row) {
        return model.predict(Tensor.of(row, 1, row.length)).toFloatArray();
    }

    // ---- building blocks of documents

    private static String input(String name, String shape) {
        return "{'class_name': 'InputLayer', 'name': '" + name + "', 'config': {'batch_input_shape': " + shape
                + ", 'dtype': 'float32', 'name': '" + name + "'}, 'inbound_nodes': []}";
    }

    private static String layer(String className, String name, String config, String nodes) {
        return "{'class_name': '" + className + "', 'name': '" + name + "', 'config': {'name': '" + name
                + "', 'trainable': true" + (config.isEmpty() ? "" : ", " + config) + "}, 'inbound_nodes': " + nodes
                + "}";
    }

    private static String functional(String layers, String inputs, String outputs) {
        return "{'class_name': 'Functional', 'config': {'name': 'model', 'layers': [" + layers + "], 'input_layers': "
                + inputs + ", 'output_layers': " + outputs + "}}";
    }

    private static String ref(String layer, int call, int output) {
        return "{'class_name': '__keras_tensor__', 'config': {'shape': [null, 3], 'dtype': 'float32', 'keras_history': ['"
                + layer + "', " + call + ", " + output + "]}}";
    }

    private static String op(String file, String className, String name, String config, String args) {
        return "{'module': 'keras.src.ops." + file + "', 'class_name': '" + className + "', 'name': '" + name
                + "', 'config': {'name': '" + name + "'" + (config.isEmpty() ? "" : ", " + config)
                + "}, 'inbound_nodes': [{'args': [" + args + "], 'kwargs': {}}]}";
    }

    // ---- sequential

    @Test
    void anInputBetweenLayersChangesNothing() {
        String config = "{'class_name': 'Sequential', 'keras_version': '2.15.0', 'config': {'name': 's', 'layers': ["
                + input("a", "[null, 2]") + ", " + layer("Rescaling", "r", "'scale': 2.0, 'offset': 0.0", "[]") + ", "
                + input("b", "[null, 2]") + "]}}";
        assertArrayEquals(new float[] {2, 6}, run(read(config), 1, 3));
    }

    @Test
    void noLayersHaveNoWeights() {
        Model model = read("{'class_name': 'Sequential', 'config': {'name': 's', 'layers': []}}");
        assertFalse(model.loadWeights(Path.of("../golden/formats/sharded_00000.weights.h5"))
                .unused()
                .isEmpty());
        assertArrayEquals(new float[] {1, 2}, run(model, 1, 2));
    }

    @Test
    void sequentialAsABareListWithTheShapeAtItsFirstLayer() {
        Model model = read(
                "{'class_name': 'Sequential', 'keras_version': '2.0.5', 'config': [{'class_name': 'Dense', 'config': "
                        + "{'name': 'a', 'units': 2, 'batch_input_shape': [null, 3], 'activation': 'relu'}}, "
                        + "{'class_name': 'Dense', 'config': {'name': 'b', 'units': 1}}]}");
        assertInstanceOf(Sequential.class, model);
        assertTrue(model.isBuilt());
        assertEquals(Dialect.KERAS2, model.dialect());
        assertEquals(List.of("a", "b"), model.layers().stream().map(Layer::name).toList());
        assertEquals(Shape.of(3, 2), model.weights().get(0).shape());
    }

    @Test
    void sequentialWithoutAShapeIsBuiltByItsFirstCall() {
        Model model = read("{'class_name': 'Sequential', 'config': {'name': 's', 'layers': ["
                + "{'class_name': 'Dense', 'config': {'name': 'a', 'units': 2}}]}}");
        assertFalse(model.isBuilt());
        assertEquals(2, run(model, 1, 2, 3).length);
        assertEquals(Shape.of(3, 2), model.weights().get(0).shape());
    }

    @Test
    void sequentialTakesItsShapeFromWhereverItIs() {
        for (String where : List.of(
                "'build_input_shape': [1, 3], 'name': 's'}", "'name': 's'}, 'build_config': {'input_shape': [1, 3]}")) {
            Model model = read(
                    "{'class_name': 'Sequential', 'config': {'layers': [{'class_name': 'Dense', 'config': {'name': 'a', "
                            + "'units': 2}}], " + where + "}");
            assertTrue(model.isBuilt(), where);
            assertEquals(
                    10,
                    model.predict(Tensor.zeros(DType.FLOAT32, Shape.of(5, 3))).size(),
                    "any batch size");
        }
    }

    // ---- functional

    @Test
    void aLayerMayBeReusedOnOtherShapesAndReferredToBeforeItStands() {
        // flat is called twice, the first time on the output of a layer that is listed later
        Model model = read(functional(
                input("x", "[null, 2, 3]") + "," + input("y", "[null, 3]") + ","
                        + layer("Flatten", "flat", "", "[[['r', 0, 0, {}]], [['y', 0, 0, {}]]]") + ","
                        + layer("Activation", "r", "'activation': 'relu'", "[[['x', 0, 0, {}]]]") + ","
                        + layer("Concatenate", "c", "'axis': -1", "[[['flat', 0, 0, {}], ['flat', 1, 0, {}]]]"),
                "[['x', 0, 0], ['y', 0, 0]]",
                "[['c', 0, 0]]"));
        List<Tensor> outputs = model.predict(
                List.of(Tensor.of(new float[] {-1, 2, 3, 4, 5, 6}, 1, 2, 3), Tensor.of(new float[] {7, -8, 9}, 1, 3)));
        assertArrayEquals(
                new float[] {0, 2, 3, 4, 5, 6, 7, -8, 9}, outputs.get(0).toFloatArray());
    }

    @Test
    void callsOfNestedModelsAreCountedFromOneInOldFiles() {
        String inner = "{'class_name': 'Model', 'name': 'inner', 'config': {'name': 'inner', 'layers': ["
                + input("i", "[null, 3]") + ","
                + layer("Activation", "relu", "'activation': 'relu'", "[[['i', 0, 0, {}]]]")
                + "], 'input_layers': [['i', 0, 0]], 'output_layers': [['relu', 0, 0]]}, "
                + "'inbound_nodes': [[['x', 0, 0, {}]], [['n', 0, 0, {}]]]}";
        for (int base : new int[] {0, 1}) {
            Model model = read(functional(
                    input("x", "[null, 3]") + "," + inner + ","
                            + layer("ELU", "n", "'alpha': 1.0", "[[['x', 0, 0, {}]]]") + ","
                            + layer(
                                    "Add",
                                    "sum",
                                    "",
                                    "[[['inner', " + base + ", 0, {}], ['inner', " + (base + 1) + ", 0, {}]]]"),
                    "[['x', 0, 0]]",
                    "[['sum', 0, 0]]"));
            assertArrayEquals(new float[] {2, 0, 4}, run(model, 1, -1, 2), "base " + base);
        }
    }

    @Test
    void endsMayCountFromOneWhereCallsCountFromZero() {
        String inner = "{'class_name': 'Functional', 'name': 'inner', 'config': {'name': 'inner', 'layers': ["
                + input("i", "[null, 3]")
                + ",{'class_name': 'Activation', 'name': 'relu', 'config': {'name': 'relu', 'activation': 'relu'}, 'inbound_nodes': "
                + "[{'args': [" + ref("i", 0, 0)
                + "], 'kwargs': {}}]}], 'input_layers': ['i', 0, 0], 'output_layers': ['relu', 0, 0]}, "
                + "'inbound_nodes': [{'args': [" + ref("x", 0, 0) + "], 'kwargs': {'training': false}}]}";
        Model model = read(functional(
                input("x", "[null, 3]") + "," + inner + "," + op("numpy", "Negative", "n", "", ref("inner", 0, 0)),
                "['x', 0, 0]",
                "{'plain': ['inner', 1, 0], 'negative': ['n', 0, 0]}"));
        Map<String, Tensor> inputs = Map.of("x", Tensor.of(new float[] {-1, 2, 3}, 1, 3));
        List<Tensor> outputs = model.predict(inputs);
        assertArrayEquals(new float[] {0, 2, 3}, outputs.get(0).toFloatArray());
        assertArrayEquals(new float[] {-0f, -2, -3}, outputs.get(1).toFloatArray());
    }

    @Test
    void operationsOfKeras3() {
        Model model = read(functional(
                input("x", "[null, 3]") + ","
                        + op("numpy", "Multiply", "twice", "", "2.0, " + ref("x", 0, 0)) + ","
                        + op(
                                "numpy",
                                "GetItem",
                                "part",
                                "",
                                ref("twice", 0, 0)
                                        + ", [{'class_name': '__ellipsis__', 'config': {}}, {'class_name': '__slice__', 'config': "
                                        + "{'start': 1, 'stop': null, 'step': null}}]")
                        + ","
                        + op(
                                "numpy",
                                "Matmul",
                                "product",
                                "",
                                ref("part", 0, 0)
                                        + ", {'class_name': '__tensor__', 'config': {'value': [[1.0], [10.0]], 'dtype': 'float32'}}")
                        + ","
                        + op("numpy", "Split", "split", "'indices_or_sections': 3, 'axis': 1", ref("x", 0, 0)) + ","
                        + op(
                                "numpy",
                                "Concatenate",
                                "all",
                                "'axis': -1",
                                "[" + ref("product", 0, 0) + "," + ref("split", 0, 2) + "]"),
                "['x', 0, 0]",
                "['all', 0, 0]"));
        assertEquals(Dialect.KERAS2, Dialect.ofVersion("2.15.0"));
        assertEquals(Dialect.KERAS3, model.dialect());
        assertArrayEquals(new float[] {64, 3}, run(model, 1, 2, 3));
    }

    @Test
    void anOperationWithALayersNameIsToldByItsArguments() {
        String plain = "{'class_name': 'Add', 'name': 'sum', 'config': {'name': 'sum'}, 'inbound_nodes': [{'args': ["
                + ref("x", 0, 0) + ", 1.0], 'kwargs': {}}]}";
        String merging =
                "{'class_name': 'Add', 'name': 'sum', 'config': {'name': 'sum', 'trainable': true, 'dtype': 'float32'}, "
                        + "'inbound_nodes': [{'args': [[" + ref("x", 0, 0) + ", " + ref("x", 0, 0)
                        + "]], 'kwargs': {}}]}";
        assertArrayEquals(
                new float[] {2, 3},
                run(
                        read(functional(input("x", "[null, 2]") + "," + plain, "['x', 0, 0]", "['sum', 0, 0]")
                                .replace("batch_input_shape", "batch_shape")),
                        1,
                        2));
        assertArrayEquals(
                new float[] {2, 4},
                run(
                        read(functional(input("x", "[null, 2]") + "," + merging, "['x', 0, 0]", "['sum', 0, 0]")
                                .replace("batch_input_shape", "batch_shape")),
                        1,
                        2));
    }

    @Test
    void functionsOfTensorFlow() {
        Model model = read(functional(
                input("x", "[null, 2]") + ","
                        + layer("TFOpLambda", "cast", "'function': 'cast'", "[['x', 0, 0, {'dtype': 'int32'}]]") + ","
                        + layer("TFOpLambda", "hot", "'function': 'one_hot'", "[['cast', 0, 0, {'depth': 3}]]") + ","
                        + layer(
                                "SlicingOpLambda",
                                "last",
                                "'function': '__operators__.getitem'",
                                "[['hot', 0, 0, {'slice_spec': [{'start': null, 'stop': null, 'step': null}, 1]}]]")
                        + ","
                        + layer(
                                "TFOpLambda",
                                "sum",
                                "'function': '__operators__.add'",
                                "[['last', 0, 0, {'y': ['last', 0, 0], 'name': null}]]"),
                "[['x', 0, 0]]",
                "[['sum', 0, 0]]"));
        assertArrayEquals(new float[] {0, 0, 2}, run(model, 1.5f, 2));
    }

    @Test
    void dictionariesOfInputsGoByKey() {
        Model model = read(functional(
                input("first", "[null, 1]") + "," + input("second", "[null, 1]") + ","
                        + layer("Subtract", "d", "", "[[['first', 0, 0, {}], ['second', 0, 0, {}]]]"),
                "{'b': ['first', 0, 0], 'a': ['second', 0, 0]}",
                "['d', 0, 0]"));
        assertInstanceOf(Functional.class, model);
        Tensor one = Tensor.of(new float[] {1}, 1, 1);
        Tensor five = Tensor.of(new float[] {5}, 1, 1);
        assertArrayEquals(
                new float[] {4},
                model.predict(Map.of("a", one, "b", five)).get(0).toFloatArray());
        assertArrayEquals(
                new float[] {4},
                model.predict(List.of(one, five)).get(0).toFloatArray(),
                "by position in the order of keys");
    }

    // ---- registered classes

    private static final class Scaled extends Layer {
        private final double factor;

        Scaled(double factor) {
            this.factor = factor;
        }

        @Override
        protected Value call(Value x) {
            return Ops.multiply(x, factor);
        }
    }

    @Test
    void registeredClassesAreMadeByTheCaller() {
        String json = functional(
                        input("x", "[null, 2]") + "," + layer("Custom", "own", "'factor': 3.0", "[[['x', 0, 0, {}]]]"),
                        "[['x', 0, 0]]",
                        "[['own', 0, 0]]")
                .replace('\'', '"');
        Model model = Markhor.fromConfig(
                json, LoadOptions.defaults().withLayer("Custom", config -> new Scaled(config.number("factor"))));
        assertEquals("own", model.layers().get(1).name());
        assertArrayEquals(new float[] {3, 6}, run(model, 1, 2));
    }

    @Test
    void aLambdaIsReplacedByItsLayerName() {
        String json = functional(
                input("x", "[null, 2]") + ","
                        + layer("Lambda", "scale", "'function': ['4wEAAAA=', null, null]", "[[['x', 0, 0, {}]]]"),
                "[['x', 0, 0]]",
                "[['scale', 0, 0]]");
        String message = messageOf(UnsupportedModelException.class, json);
        assertTrue(
                message.contains("'scale'") && message.contains("bytecode") && message.contains("register"), message);
        Model model = Markhor.fromConfig(
                json.replace('\'', '"'), LoadOptions.defaults().withLayer("scale", config -> new Scaled(2)));
        assertArrayEquals(new float[] {2, 4}, run(model, 1, 2));
    }

    /** A named function may be registered as one; with arguments the layer must be. */
    @Test
    void aLambdaMayCallARegisteredFunction() {
        String json = functional(
                input("x", "[null, 2]") + ","
                        + layer("Lambda", "l", "'function': 'double', 'arguments': {}", "[[['x', 0, 0, {}]]]"),
                "[['x', 0, 0]]",
                "[['l', 0, 0]]");
        LoadOptions options = LoadOptions.defaults().withFunction("double", x -> Ops.multiply(x, 2));
        assertArrayEquals(new float[] {2, 4}, run(Markhor.fromConfig(json.replace('\'', '"'), options), 1, 2));
        String message = messageOf(UnsupportedModelException.class, json);
        assertTrue(
                message.contains("'double'") && message.contains("withLayer(\"l\"") && message.contains("withFunction"),
                message);
        UnsupportedModelException e = assertThrows(
                UnsupportedModelException.class,
                () -> Markhor.fromConfig(
                        json.replace("'arguments': {}", "'arguments': {'n': 3}").replace('\'', '"'), options));
        assertTrue(e.getMessage().contains("{n=3}"), e.getMessage());
    }

    @Test
    void anActivationWithoutANameGoesByItsLayer() {
        String json = functional(
                input("x", "[null, 2]") + ","
                        + layer("Activation", "act", "'activation': '<lambda>'", "[[['x', 0, 0, {}]]]"),
                "[['x', 0, 0]]",
                "[['act', 0, 0]]");
        LoadOptions options = LoadOptions.defaults().withFunction("act", Ops::square);
        assertArrayEquals(new float[] {1, 9}, run(Markhor.fromConfig(json.replace('\'', '"'), options), 1, -3));
        String message = messageOf(UnsupportedModelException.class, json);
        assertTrue(message.contains("withFunction(\"act\""), message);
    }

    @Test
    void anOperationIsReplacedByItsName() {
        String json = functional(
                input("x", "[null, 2]") + ","
                        + layer("TFOpLambda", "tf.math.foo", "'function': 'math.foo'", "[['x', 0, 0, {}]]"),
                "[['x', 0, 0]]",
                "[['tf.math.foo', 0, 0]]");
        LoadOptions options = LoadOptions.defaults().withLayer("tf.math.foo", config -> new Scaled(3));
        assertArrayEquals(new float[] {3, 6}, run(Markhor.fromConfig(json.replace('\'', '"'), options), 1, 2));
        String message = messageOf(UnsupportedModelException.class, json);
        assertTrue(message.contains("withLayer(\"tf.math.foo\""), message);
    }

    @Test
    void unknownClassesAndFunctionsAreNamed() {
        String layer = messageOf(
                UnsupportedModelException.class,
                functional(
                        input("x", "[null, 2]")
                                + ",{'module': 'my.code', 'registered_name': 'Mine>Odd', 'class_name': 'Odd', 'name': 'odd', "
                                + "'config': {'name': 'odd'}, 'inbound_nodes': [[['x', 0, 0, {}]]]}",
                        "[['x', 0, 0]]",
                        "[['odd', 0, 0]]"));
        assertTrue(
                layer.contains("Mine>Odd")
                        && layer.contains("withLayer(\"Mine>Odd\"")
                        && layer.contains("my.code")
                        && layer.contains("'odd'"),
                layer);
        String function = messageOf(
                UnsupportedModelException.class,
                functional(
                        input("x", "[null, 2]") + ","
                                + layer("TFOpLambda", "f", "'function': 'math.foo'", "[['x', 0, 0, {}]]"),
                        "[['x', 0, 0]]",
                        "[['f', 0, 0]]"));
        assertTrue(function.contains("'math.foo'") && function.contains("'f'"), function);
        String operation = messageOf(
                UnsupportedModelException.class,
                functional(
                        input("x", "[null, 2]") + "," + op("numpy", "Foo", "f", "", ref("x", 0, 0)),
                        "['x', 0, 0]",
                        "['f', 0, 0]"));
        assertTrue(operation.contains("keras.src.ops.numpy.Foo"), operation);
    }

    // ---- damaged configurations

    @Test
    void whatDoesNotFitTogetherIsNamed() {
        String x = input("x", "[null, 2]") + ",";
        assertTrue(messageOf(
                        MalformedFileException.class,
                        functional(
                                x + layer("Flatten", "f", "", "[[['zz', 0, 0, {}]]]"),
                                "[['x', 0, 0]]",
                                "[['f', 0, 0]]"))
                .contains("layer 'f' refers to unknown layer 'zz'"));
        assertTrue(messageOf(
                        MalformedFileException.class,
                        functional(
                                x + layer("Flatten", "f", "", "[[['x', 2, 0, {}]]]"), "[['x', 0, 0]]", "[['f', 0, 0]]"))
                .contains("call 2 of 'x', which is called 1 time(s)"));
        assertTrue(messageOf(
                        MalformedFileException.class,
                        functional(
                                x + layer("Flatten", "f", "", "[[['x', 0, 3, {}]]]"), "[['x', 0, 0]]", "[['f', 0, 0]]"))
                .contains("output 3 of 'x'"));
        assertTrue(messageOf(
                        MalformedFileException.class,
                        functional(
                                x + layer("Flatten", "f", "", "[[['g', 0, 0, {}]]]") + ","
                                        + layer("Flatten", "g", "", "[[['f', 0, 0, {}]]]"),
                                "[['x', 0, 0]]",
                                "[['f', 0, 0]]"))
                .contains("cycle or disconnected calls: f, g"));
        assertTrue(messageOf(
                        MalformedFileException.class,
                        functional(
                                x + layer("Flatten", "f", "", "[]") + "," + layer("Flatten", "f", "", "[]"),
                                "[['x', 0, 0]]",
                                "[['x', 0, 0]]"))
                .contains("two layers are named 'f'"));
        assertTrue(messageOf(
                        MalformedFileException.class, functional(x + "{'name': 'f'}", "[['x', 0, 0]]", "[['x', 0, 0]]"))
                .contains("layer entry #1"));
        assertTrue(messageOf(
                        MalformedFileException.class,
                        functional(
                                x + layer("Dense", "d", "", "[[['x', 0, 0, {}]]]"), "[['x', 0, 0]]", "[['d', 0, 0]]"))
                .contains("'units'"));
        assertTrue(messageOf(
                        MalformedFileException.class,
                        functional(
                                x + input("y", "[null, 3]") + ","
                                        + layer("Add", "a", "", "[[['x', 0, 0, {}], ['y', 0, 0, {}]]]"),
                                "[['x', 0, 0], ['y', 0, 0]]",
                                "[['a', 0, 0]]"))
                .contains("layer 'a'"));
        assertTrue(messageOf(MalformedFileException.class, "{'class_name': 'Sequential'}")
                .contains("missing 'config'"));
    }

    @Test
    void raggedConstantsAreRefused() {
        String json = functional(
                input("x", "[null, 2]") + ","
                        + op(
                                "numpy",
                                "Add",
                                "a",
                                "",
                                ref("x", 0, 0)
                                        + ", {'class_name': '__tensor__', 'config': {'value': [[1.0], [1.0, 2.0]], 'dtype': 'float32'}}"),
                "['x', 0, 0]",
                "['a', 0, 0]");
        assertTrue(messageOf(MalformedFileException.class, json).contains("not rectangular"));
    }

    @Test
    void deepNestingEndsWithAnError() {
        StringBuilder json = new StringBuilder("{'class_name': 'Dense', 'config': {'name': 'd', 'units': 1}}");
        for (int i = 0; i < 100; i++) {
            json.insert(0, "{'class_name': 'Sequential', 'config': {'name': 's', 'layers': [")
                    .append("]}}");
        }
        assertTrue(messageOf(MalformedFileException.class, json.toString()).contains("deep"));
    }

    @Test
    void inputsKeepTheirTypeAndShape() {
        Model model = read(functional(
                input("x", "[null, null, 3]").replace("'float32'", "'int32'") + ","
                        + layer("Embedding", "e", "'input_dim': 4, 'output_dim': 2", "[[['x', 0, 0, {}]]]"),
                "[['x', 0, 0]]",
                "[['e', 0, 0]]"));
        Value x = ((Functional) model).inputs().single();
        assertEquals(Spec.of(DType.INT32, Shape.FREE, Shape.FREE, 3), x.spec());
    }
}
