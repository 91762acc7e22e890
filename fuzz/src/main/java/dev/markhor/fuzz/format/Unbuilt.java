package dev.markhor.fuzz.format;

import dev.markhor.graph.Value;
import dev.markhor.model.Layer;
import dev.markhor.model.Model;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import dev.markhor.variable.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A model as one writes it in Java, with the attributes that a checkpoint has: its variables are made when it is built. */
final class Unbuilt extends Model {
    private static final String VALUE = "/.ATTRIBUTES/VARIABLE_VALUE";

    private final Tree tree = new Tree();
    private final Supplier<List<Part>> parts; // what fields hold directly would be attributes too

    /** A variable to be: its name in the checkpoint, and a value of its kind. */
    private record Stored(String name, Tensor value) {}

    /** Attributes by name. */
    private static final class Tree {
        private final Map<String, Stored> own = new TreeMap<>();
        private final Map<String, Tree> below = new TreeMap<>();
        private final Map<String, Variable> variables = new TreeMap<>();

        /** What has a value of its own has nothing below. */
        void add(String[] path, int at, Stored stored) {
            if (at == path.length - 1) {
                own.put(path[at], stored);
                below.remove(path[at]);
            } else if (!own.containsKey(path[at])) {
                below.computeIfAbsent(path[at], name -> new Tree()).add(path, at + 1, stored);
            }
        }

        void values(Map<String, Tensor> values) {
            variables.forEach((name, variable) -> values.put(own.get(name).name(), variable.get()));
            below.values().forEach(tree -> tree.values(values));
        }
    }

    private static final class Part extends Layer {
        private final Tree tree;
        private final Supplier<List<Part>> parts;

        Part(Tree tree) {
            this.tree = tree;
            List<Part> made = new ArrayList<>();
            tree.below.forEach((name, below) -> made.add(track(name, new Part(below))));
            parts = () -> made;
        }

        @Override
        protected void build(Shape input) {
            tree.own.forEach((name, stored) -> tree.variables.put(
                    name, addWeight(name, stored.value.shape(), stored.value.dtype(), true, Unbuilt::zeros)));
        }

        @Override
        protected Value call(Value x) {
            return through(parts.get(), x);
        }
    }

    /** @param contents of a sound checkpoint, by name */
    Unbuilt(Map<String, Tensor> contents) {
        contents.forEach((name, value) -> {
            if (name.endsWith(VALUE) && value.dtype() != DType.STRING) {
                String path = name.substring(0, name.length() - VALUE.length());
                if (!path.contains("/.")) { // slots of an optimizer
                    String[] attributes =
                            Stream.of(path.split("/")).map(Unbuilt::unescaped).toArray(String[]::new);
                    tree.add(attributes, 0, new Stored(name, value));
                }
            }
        });
        List<Part> made = new ArrayList<>();
        tree.below.forEach((name, below) -> made.add(track(name, new Part(below))));
        parts = () -> made;
    }

    /** Keys have {@code .S} for a slash in a name, and two dots for one. */
    private static String unescaped(String part) {
        return part.replace("..", "\0").replace(".S", "/").replace('\0', '.');
    }

    private static Tensor zeros(dev.markhor.graph.Spec spec) {
        return Tensor.zeros(spec.dtype(), spec.shape());
    }

    private static Value through(List<Part> parts, Value x) {
        Value y = x;
        for (Part part : parts) {
            y = part.apply(y);
        }
        return y;
    }

    @Override
    protected void build(Shape input) {
        tree.own.forEach((name, stored) -> tree.variables.put(
                name, addWeight(name, stored.value.shape(), stored.value.dtype(), true, Unbuilt::zeros)));
    }

    @Override
    protected Value call(Value x) {
        return through(parts.get(), x);
    }

    /** Values of the variables that there are, by their names in the checkpoint. */
    Map<String, Tensor> values() {
        Map<String, Tensor> values = new TreeMap<>();
        tree.values(values);
        return values;
    }
}
