package dev.markhor.model;

import dev.markhor.compile.Compiler;
import dev.markhor.compile.Outline;
import dev.markhor.graph.Constant;
import dev.markhor.graph.Node;
import dev.markhor.graph.Parameter;
import dev.markhor.graph.Placeholder;
import dev.markhor.graph.Spec;
import dev.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compiles a model, and tells layer by layer what will run where. */
final class PlanReader {
    private final Map<Layer, Row> byLayer = new IdentityHashMap<>();
    private final Map<Model, String> models = new IdentityHashMap<>();
    private final List<Row> rows = new ArrayList<>();

    /** A layer, with what is in it. */
    private static final class Row {
        private final String path;
        private final String className;
        private int steps;
        private final List<String> inJava = new ArrayList<>();

        Row(String path, String className) {
            this.path = path;
            this.className = className;
        }
    }

    private PlanReader() {}

    /** @param size of dimensions that the model leaves free, but for the batch, which is 1 */
    static PlanSummary read(Model model, Compiler compiler, long size) {
        Structure<Spec> declared = inputs(model);
        Owners owners = new Owners();
        Trace trace = Trace.of(model, declared, Optional.empty(), compiler, Optional.of(owners));
        List<Spec> sized =
                declared.flatten().stream().map(spec -> sized(spec, size)).toList();
        Outline outline = trace.outline(sized.stream().map(Spec::shape).toList(), size);
        PlanReader reader = new PlanReader();
        reader.addModel(model, "");
        reader.count(owners, outline);
        List<PlanSummary.LayerSteps> layers = reader.rows.stream()
                .map(row -> new PlanSummary.LayerSteps(row.path, row.className, row.steps, List.copyOf(row.inJava)))
                .toList();
        return new PlanSummary(sized, outline.outputs(), layers, outline.arenaBytes());
    }

    private static Structure<Spec> inputs(Model model) {
        return ModelInputs.known(model)
                .orElseThrow(() -> new IllegalArgumentException("model '" + model.name()
                        + "' declares no inputs: build(...) it for those that its calls will have"));
    }

    private static Spec sized(Spec spec, long size) {
        Shape shape = spec.shape();
        for (int axis = 0; axis < shape.rank(); axis++) {
            if (shape.isFree(axis)) {
                shape = shape.with(axis, axis == 0 ? 1 : size);
            }
        }
        return spec.withShape(shape);
    }

    // ---- rows

    private void addModel(Model model, String prefix) {
        models.put(model, prefix);
        for (Layer layer : model.layers()) {
            String path = prefix + layer.name();
            if (layer instanceof Model inner && inner.kind() == Layer.Kind.STATIC_MODEL) {
                addModel(inner, path + "/");
            } else if (!byLayer.containsKey(layer)) {
                Row row = new Row(path, layer.className());
                rows.add(row);
                claim(layer, row);
            }
        }
    }

    private void claim(Layer layer, Row row) {
        if (byLayer.putIfAbsent(layer, row) == null) {
            layer.sublayers().forEach(inside -> claim(inside, row));
        }
    }

    /** The row of a layer; models have none until they turn out to compute something between their layers. */
    private Row row(Layer layer) {
        return byLayer.computeIfAbsent(layer, owner -> {
            String prefix = models.getOrDefault(owner, "");
            Row row = new Row(
                    prefix.isEmpty() ? owner.name() : prefix.substring(0, prefix.length() - 1), owner.className());
            rows.add(row);
            return row;
        });
    }

    private void count(Owners owners, Outline outline) {
        owners.byNode().forEach((node, layer) -> {
            if (!isSource(node)) {
                row(layer).steps++;
            }
        });
        for (Node node : outline.inJava()) {
            Layer owner = owners.byNode().get(node);
            if (owner != null) {
                row(owner).inJava.add(node.op().name());
            }
        }
    }

    private static boolean isSource(Node node) {
        return node.op() instanceof Placeholder || node.op() instanceof Constant || node.op() instanceof Parameter;
    }
}
