package dev.markhor.cli.skeleton;

import dev.markhor.cli.skeleton.ObjectTree.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Turns objects into classes, layers, lists and maps. Objects that look alike share a class. */
final class ClassWriter {
    /** A list that reaches further would be mostly empty. */
    private static final int LONGEST_LIST = 4096;

    private final Language language;
    private final Layers layers;
    private final Identifiers identifiers;
    /** Names of nested classes by what is in them. */
    private final Map<String, String> classes = new LinkedHashMap<>();
    /** Fields of the class that is being written, by the number of what they hold. */
    private Map<Integer, Part> made = Map.of();

    ClassWriter(Language language, String rootName) {
        this.language = language;
        this.layers = new Layers(language);
        this.identifiers = new Identifiers(language, rootName);
    }

    /** Bodies of the nested classes by name, in the order in which they are used. */
    Map<String, String> nested() {
        Map<String, String> byName = new LinkedHashMap<>();
        classes.forEach((body, name) -> byName.put(name, body));
        return byName;
    }

    /** The fields of an object's class, with what is said of them. */
    String fields(Node node) {
        Map<Integer, Part> outside = made;
        made = new HashMap<>();
        Identifiers.Fields names = identifiers.fields();
        StringBuilder text = new StringBuilder();
        for (String attribute : sharedFirst(node)) {
            Node child = node.children().get(attribute);
            Part earlier = made.get(child.number());
            if (attribute.matches("layer-\\d+") && earlier != null) {
                continue; // another name of what has one
            }
            String name = names.of(isPosition(attribute) ? layerName(child, attribute) : attribute);
            Part part = part(attribute, child);
            made.putIfAbsent(child.number(), new Part(part.type(), name, "", "the same object", part.isLayer()));
            if (!name.equals(attribute)) {
                text.append("@Attribute(").append(language.quoted(attribute)).append(")\n");
            }
            text.append(language.field(part.type(), name, part.expression()))
                    .append(comment(part))
                    .append('\n');
        }
        made = outside;
        return text.toString();
    }

    /** Attributes in stored order, but what other attributes hold too before them. */
    private static List<String> sharedFirst(Node node) {
        Map<Integer, Integer> counts = new HashMap<>();
        count(node, counts);
        List<String> names = new ArrayList<>(node.children().keySet());
        names.sort(Comparator.comparing((String name) -> {
            Node child = node.children().get(name);
            return child.isVariable()
                    || counts.get(child.number()) < 2
                    || !child.children().values().stream().allMatch(Node::isVariable);
        }));
        return names;
    }

    private static void count(Node node, Map<Integer, Integer> counts) {
        counts.merge(node.number(), 1, Integer::sum);
        Set<Integer> seen = new HashSet<>(); // two names of one child are no matter
        node.children().values().stream()
                .filter(child -> seen.add(child.number()))
                .forEach(child -> count(child, counts));
    }

    private static boolean isPosition(String attribute) {
        return attribute.matches("layer(_with_weights)?-\\d+");
    }

    /** Text of the file: nothing in it may end the comment. */
    private static String comment(Part part) {
        return part.note().isEmpty() ? "" : " // " + part.note().replaceAll("[^ -\\[\\]-~]", "?");
    }

    /** The layer's name in the program, by the first of its variables. */
    private static String layerName(Node layer, String attribute) {
        Node at = layer;
        while (!at.isVariable()) {
            at = at.children().values().iterator().next();
        }
        String[] steps = at.fullName().split("/");
        return steps.length < 2 ? attribute : steps[steps.length - 2];
    }

    private Part part(String attribute, Node node) {
        if (made.containsKey(node.number())) {
            return made.get(node.number());
        }
        if (node.isVariable()) {
            return variable(attribute, node);
        }
        Optional<Part> layer = layers.of(node);
        if (layer.isPresent()) {
            return layer.get();
        }
        List<String> names = List.copyOf(node.children().keySet());
        if (names.stream().allMatch(name -> name.matches("0|[1-9]\\d{0,3}")) && last(names) < LONGEST_LIST) {
            return list(attribute, node);
        }
        if (names.stream().allMatch(name -> name.matches("layer(_with_weights)?-\\d{1,4}"))
                && names.stream().anyMatch(name -> name.startsWith("layer-"))) {
            return sequential(attribute, node);
        }
        if (names.stream().anyMatch(name -> !name.matches("[A-Za-z_][A-Za-z0-9_-]*"))) {
            return map(attribute, node);
        }
        String fields = fields(node);
        String type = classes.computeIfAbsent(fields, any -> identifiers.type(attribute));
        return new Part(type, language.make(type), "", "", true);
    }

    private Part variable(String attribute, Node node) {
        ObjectTree.Value value = node.value().orElseThrow();
        String dims =
                LongStream.of(value.shape().dims()).mapToObj(Long::toString).collect(Collectors.joining(", "));
        String zeros = "Tensor.zeros(DType." + value.dtype() + ", Shape.of(" + dims + "))";
        String note = node.fullName().isEmpty() || node.fullName().equals(attribute) ? "" : node.fullName();
        return new Part(
                "Variable", "Checkpoint.variable(" + language.quoted(attribute) + ", " + zeros + ")", "", note, false);
    }

    private static int last(List<String> names) {
        return names.stream().mapToInt(Integer::parseInt).max().orElse(0);
    }

    /** What lies between elements with variables has none, and is kept as a place. */
    private Part list(String attribute, Node node) {
        List<Part> elements = new ArrayList<>();
        for (int i = 0; i <= last(List.copyOf(node.children().keySet())); i++) {
            Node child = node.children().get(Integer.toString(i));
            elements.add(child == null ? place() : part(singular(attribute), child));
        }
        return new Part(
                "List<" + common(elements) + ">",
                language.list(
                        lines(elements, elements.stream().map(Part::expression).toList())),
                "",
                "",
                false);
    }

    private Part place() {
        return new Part("Identity", language.make("Identity"), "", "in place of what has no variables", true);
    }

    private Part sequential(String attribute, Node node) {
        List<String> names = node.children().keySet().stream()
                .filter(name -> name.startsWith("layer-"))
                .toList();
        int count = 1
                + names.stream()
                        .mapToInt(name -> Integer.parseInt(name.substring("layer-".length())))
                        .max()
                        .orElse(0);
        List<Part> elements = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Node child = node.children().get("layer-" + i);
            elements.add(child == null ? place() : part(attribute, child));
        }
        String lines = lines(elements, elements.stream().map(Part::expression).toList());
        return new Part("Sequential", language.make("Sequential", lines), "", "", true);
    }

    private Part map(String attribute, Node node) {
        Map<String, Part> entries = new LinkedHashMap<>();
        node.children().forEach((key, child) -> entries.put(key, part(singular(attribute), child)));
        List<Part> values = List.copyOf(entries.values());
        List<String> texts = entries.entrySet().stream()
                .map(entry -> language.entry(entry.getKey(), entry.getValue().expression()))
                .toList();
        return new Part("Map<String, " + common(values) + ">", language.map(lines(values, texts)), "", "", false);
    }

    private static String common(List<Part> elements) {
        List<String> types = elements.stream().map(Part::type).distinct().toList();
        if (types.size() == 1) {
            return types.get(0);
        }
        return elements.stream().allMatch(Part::isLayer) ? "Layer" : "Object";
    }

    /** A line for each element, with its note. */
    private static String lines(List<Part> elements, List<String> texts) {
        StringBuilder lines = new StringBuilder("\n");
        for (int i = 0; i < texts.size(); i++) {
            String line = texts.get(i) + (i < texts.size() - 1 ? "," : "") + comment(elements.get(i));
            line.lines().forEach(part -> lines.append("        ").append(part).append('\n'));
        }
        return lines.toString();
    }

    private static String singular(String attribute) {
        return attribute.endsWith("s") && attribute.length() > 1
                ? attribute.substring(0, attribute.length() - 1)
                : attribute;
    }
}
