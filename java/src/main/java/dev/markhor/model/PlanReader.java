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
    private final LayerRows rows;
    private final Map<LayerRows.Row, Counts> byRow = new IdentityHashMap<>();

    /** What was found in a row. */
    private static final class Counts {
        private int steps;
        private final List<String> inJava = new ArrayList<>();
    }

    private PlanReader(Model model) {
        rows = new LayerRows(model);
    }

    /** @param size of dimensions that the model leaves free, but for the batch, which is 1 */
    static PlanSummary read(Model model, Compiler compiler, long size) {
        Structure<Spec> declared = inputs(model);
        Owners owners = new Owners();
        Trace trace = Trace.of(model, declared, Optional.empty(), compiler, Optional.of(owners));
        List<Spec> sized =
                declared.flatten().stream().map(spec -> sized(spec, size)).toList();
        Outline outline = trace.outline(sized.stream().map(Spec::shape).toList(), size);
        PlanReader reader = new PlanReader(model);
        reader.count(owners, outline);
        List<PlanSummary.LayerSteps> layers =
                reader.rows.all().stream().map(reader::steps).toList();
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

    private Counts counts(Layer layer) {
        return byRow.computeIfAbsent(rows.of(layer), row -> new Counts());
    }

    private void count(Owners owners, Outline outline) {
        owners.byNode().forEach((node, layer) -> {
            if (!isSource(node)) {
                counts(layer).steps++;
            }
        });
        for (Node node : outline.inJava()) {
            Layer owner = owners.byNode().get(node);
            if (owner != null) {
                counts(owner).inJava.add(node.op().name());
            }
        }
    }

    private PlanSummary.LayerSteps steps(LayerRows.Row row) {
        Counts counts = byRow.getOrDefault(row, new Counts());
        return new PlanSummary.LayerSteps(row.path(), row.className(), counts.steps, List.copyOf(counts.inJava));
    }

    private static boolean isSource(Node node) {
        return node.op() instanceof Placeholder || node.op() instanceof Constant || node.op() instanceof Parameter;
    }
}
