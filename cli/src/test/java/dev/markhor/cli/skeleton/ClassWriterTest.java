package dev.markhor.cli.skeleton;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.cli.skeleton.ObjectTree.Node;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClassWriterTest {
    private int number;

    private Node variable(String fullName, long... dims) {
        Optional<ObjectTree.Value> value = Optional.of(new ObjectTree.Value(DType.FLOAT32, Shape.of(dims)));
        return new Node(number++, Map.of(), value, fullName, Set.of(), Optional.empty());
    }

    private Node object(Object... children) {
        Map<String, Node> named = new LinkedHashMap<>();
        for (int i = 0; i < children.length; i += 2) {
            named.put((String) children[i], (Node) children[i + 1]);
        }
        return new Node(number++, named, Optional.empty(), "", Set.of(), Optional.empty());
    }

    private static String java(Node node) {
        return new ClassWriter(Language.JAVA, "Net").fields(node);
    }

    /** Java reads escapes of Unicode in comments too. */
    @Test
    void textOfTheFileStaysInItsPlace() {
        String fields = java(object("w\"; \n\\u0022", variable("a\nSystem.exit(1); \\u000a System.exit(2);", 3)));
        assertEquals(2, fields.lines().count(), fields);
        assertTrue(
                fields.startsWith("@Attribute(\"w\\\"; \\u000a\\\\u0022\")\nprivate final Variable wU0022 = "), fields);
        assertTrue(fields.endsWith(" // a?System.exit(1); ?u000a System.exit(2);\n"), fields);
        String kotlin = new ClassWriter(Language.KOTLIN, "Net").fields(object("$x", variable("", 1)));
        assertTrue(kotlin.startsWith("@Attribute(\"\\$x\")\nprivate val x: Variable = "), kotlin);
    }

    @Test
    void namesAreFreeAndNoWordsOfTheLanguage() {
        String fields = java(object("final", variable("", 1), "a_b", variable("", 1), "aB", variable("", 1)));
        assertTrue(fields.contains("@Attribute(\"final\")\nprivate final Variable final_ = "), fields);
        assertTrue(fields.contains("@Attribute(\"a_b\")\nprivate final Variable aB = "), fields);
        assertTrue(fields.contains("@Attribute(\"aB\")\nprivate final Variable aB2 = "), fields);
    }

    @Test
    void objectsThatLookAlikeShareAClass() {
        ClassWriter writer = new ClassWriter(Language.JAVA, "Net");
        String fields = writer.fields(
                object("model", object("own", variable("", 2)), "second", object("own", variable("", 2))));
        // Model is a class of the library
        assertEquals(
                "private final ModelBlock model = new ModelBlock();\nprivate final ModelBlock second = new ModelBlock();\n",
                fields);
        assertEquals(Set.of("ModelBlock"), writer.nested().keySet());
    }

    @Test
    void shapesTellLayers() {
        String fields = java(object(
                "a", object("kernel", variable("", 3, 3, 8, 4), "bias", variable("", 8)),
                "b", object("depthwise_kernel", variable("", 3, 3, 8, 2)),
                "c",
                        object(
                                "depthwise_kernel",
                                variable("", 5, 8, 1),
                                "pointwise_kernel",
                                variable("", 1, 8, 6),
                                "bias",
                                variable("", 6)),
                "d",
                        object(
                                "cell",
                                object(
                                        "kernel",
                                        variable("", 4, 6),
                                        "recurrent_kernel",
                                        variable("", 2, 6),
                                        "bias",
                                        variable("", 6))),
                "e",
                        object(
                                "beta",
                                variable("", 4),
                                "moving_mean",
                                variable("", 4),
                                "moving_variance",
                                variable("", 4)),
                "f", object("kernel", variable("", 4), "bias", variable("")),
                "g", object("layer", object("kernel", variable("", 4, 2)))));
        String[] expected = {
            "Conv2DTranspose a = built(new Conv2DTranspose(8, 3, 3), Input.of(3, 3, 4)); // kernel [3, 3, 8, 4], bias [8]; a guess",
            "DepthwiseConv2D b = built(new DepthwiseConv2D(3, 3).depthMultiplier(2).useBias(false), Input.of(3, 3, 8));",
            "SeparableConv1D c = built(new SeparableConv1D(6, 5), Input.of(5, 8));",
            "GRU d = built(new GRU(2).resetAfter(false), Input.of(1, 4));",
            "BatchNormalization e = built(new BatchNormalization().scale(false), Input.of(4));",
            "F f = new F();",
            "TimeDistributed g = built(new TimeDistributed(new Dense(2).useBias(false)), Input.of(1, 4)); // kernel [4, 2]; a guess"
        };
        for (String line : expected) {
            assertTrue(fields.contains("private final " + line), fields);
        }
    }
}
