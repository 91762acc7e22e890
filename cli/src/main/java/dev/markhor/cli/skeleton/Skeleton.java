package dev.markhor.cli.skeleton;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** The source of the class that a checkpoint implies: its attributes, layers and variables. What it computes is left to a person. */
public final class Skeleton {
    private static final String INDENT = "    ";

    private Skeleton() {}

    /**
     * Reads a checkpoint or SavedModel, not its values.
     *
     * @param location its package; empty for none
     * @param name of the class
     * @param kotlin whether to write Kotlin in place of Java
     * @throws dev.markhor.error.UnsupportedModelException if the file is of another format
     * @throws dev.markhor.error.MalformedFileException if it is damaged
     */
    public static String of(Path file, String location, String name, boolean kotlin) {
        ObjectTree tree = ObjectTree.read(file);
        Language language = kotlin ? Language.KOTLIN : Language.JAVA;
        ClassWriter writer = new ClassWriter(language, name);
        String fields = writer.fields(tree.root());
        String assertion = tree.others() ? "assertExistingObjectsMatched" : "assertConsumed";
        String doc = document(file, name, language, assertion, tree.others());
        String body = kotlin
                ? kotlin(name, fields, writer.nested(), tree.keras3())
                : java(name, fields, writer.nested(), tree.keras3());
        String head = location.isEmpty() ? "" : "package " + location + (kotlin ? "\n\n" : ";\n\n");
        String imports = Imports.of(body, language);
        return head + imports + "\n" + doc + body;
    }

    private static String document(Path file, String name, Language language, String assertion, boolean others) {
        String end = language == Language.JAVA ? ";" : "";
        String text = """
                /**
                 * The model whose weights are in %s, by its attributes, names and shapes. What it computes is not there: write call. Neither
                 * are functions, layers without variables, and options that leave variables as they are.
                 *
                 * <pre>
                 * %s
                 * model.loadWeights(Path.of(%s)).%s()%s
                 * </pre>
                %s */
                """;
        String rest = " *\n * <p>The file has more, such as the state of an optimizer or vocabularies.\n";
        String made = (language == Language.JAVA ? name + " model = " : "val model = ") + language.make(name) + end;
        String path = language.quoted(file.toString()).replace("*/", "*");
        String title = file.getFileName().toString().replace("*/", "*");
        return text.formatted(title, made, path, assertion, end, others ? rest : "");
    }

    private static String java(String name, String fields, Map<String, String> nested, boolean keras3) {
        StringBuilder text = new StringBuilder("public final class " + name + " extends Model {\n");
        text.append(indented(fields, 1)).append('\n');
        text.append("    public ")
                .append(name)
                .append("() {\n        super(Dialect.")
                .append(keras3 ? "KERAS3" : "KERAS2")
                .append(");\n    }\n\n");
        text.append(javaCall(name, 1));
        nested.forEach((type, body) -> text.append("\n    private static final class ")
                .append(type)
                .append(" extends Layer {\n")
                .append(indented(body, 2))
                .append('\n')
                .append(javaCall(type, 2))
                .append("    }\n"));
        if (text.indexOf("built(") >= 0) {
            text.append("""

                        /** Makes a layer's variables now. Without it they are made, and take their values, in the layer's first call. */
                        private static <L extends Layer> L built(L layer, Value... inputs) {
                            layer.apply(Inputs.of(List.of((Object[]) inputs), Map.of()));
                            return layer;
                        }
                    """.replaceAll("(?m)^ {20}", ""));
        }
        return text.append("}\n").toString();
    }

    private static String javaCall(String type, int depth) {
        return indented(
                "@Override\nprotected Structure<Value> call(Inputs inputs, CallContext context) {\n" + INDENT
                        + "throw new UnsupportedOperationException(\"" + message(type) + "\");\n}\n",
                depth);
    }

    private static String kotlin(String name, String fields, Map<String, String> nested, boolean keras3) {
        StringBuilder text =
                new StringBuilder("class " + name + " : Model(Dialect." + (keras3 ? "KERAS3" : "KERAS2") + ") {\n");
        text.append(indented(fields, 1)).append('\n').append(kotlinCall(name, 1));
        nested.forEach((type, body) -> text.append("\n    private class ")
                .append(type)
                .append(" : Layer() {\n")
                .append(indented(body, 2))
                .append('\n')
                .append(kotlinCall(type, 2))
                .append("    }\n"));
        text.append("}\n");
        if (text.indexOf("built(") >= 0) {
            text.append("""

                    /** Makes a layer's variables now. Without it they are made, and take their values, in the layer's first call. */
                    private fun <L : Layer> built(layer: L, vararg inputs: Value): L {
                        layer.apply(Inputs.of(inputs.toList<Any>(), mapOf()))
                        return layer
                    }
                    """);
        }
        return text.toString();
    }

    private static String kotlinCall(String type, int depth) {
        return indented(
                "override fun call(inputs: Inputs, context: CallContext): Structure<Value> =\n" + INDENT
                        + "throw UnsupportedOperationException(\"" + message(type) + "\")\n",
                depth);
    }

    private static String message(String type) {
        return type + ".call: what it computes is not in a checkpoint, and has to be written here";
    }

    private static String indented(String text, int depth) {
        return text.lines().map(line -> INDENT.repeat(depth) + line + "\n").collect(Collectors.joining());
    }
}
