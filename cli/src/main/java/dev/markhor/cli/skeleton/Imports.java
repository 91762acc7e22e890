package dev.markhor.cli.skeleton;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Where the classes are that a skeleton may use. */
final class Imports {
    private static final Map<String, String> PACKAGES = new TreeMap<>();

    static {
        add("dev.markhor.graph", "Value");
        add(
                "dev.markhor.layers",
                "BatchNormalization Bidirectional Conv1D Conv1DTranspose Conv2D Conv2DTranspose Conv3D Conv3DTranspose Dense DepthwiseConv1D "
                        + "DepthwiseConv2D EinsumDense Embedding GRU GRUCell Identity LSTM LSTMCell LayerNormalization MultiHeadAttention RNN "
                        + "SeparableConv1D SeparableConv2D SimpleRNN SimpleRNNCell TimeDistributed");
        add(
                "dev.markhor.model",
                "Attribute CallContext Checkpoint Dialect Input Inputs Layer Model Sequential Structure");
        add("dev.markhor.tensor", "DType Shape Tensor");
        add("dev.markhor.variable", "Variable");
        add("java.util", "List Map");
    }

    private Imports() {}

    private static void add(String from, String names) {
        for (String name : names.split(" ")) {
            PACKAGES.put(name, from);
        }
    }

    static Set<String> names() {
        return PACKAGES.keySet();
    }

    /** Those that a text uses, in order. Kotlin has lists and maps of its own. */
    static String of(String text, Language language) {
        StringBuilder imports = new StringBuilder();
        PACKAGES.entrySet().stream()
                .filter(entry -> language == Language.JAVA || !entry.getValue().equals("java.util"))
                .filter(entry -> Pattern.compile("\\b" + entry.getKey() + "\\b")
                        .matcher(text)
                        .find())
                .map(entry -> "import " + entry.getValue() + "." + entry.getKey()
                        + (language == Language.JAVA ? ";\n" : "\n"))
                .sorted()
                .forEach(imports::append);
        return imports.toString();
    }
}
