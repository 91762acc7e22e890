package dev.markhor.model;

import dev.markhor.graph.Graph;
import dev.markhor.graph.Node;
import dev.markhor.graph.Op;
import dev.markhor.graph.Parameter;
import dev.markhor.graph.Placeholder;
import dev.markhor.graph.Spec;
import dev.markhor.graph.Value;
import dev.markhor.ops.Scan;
import dev.markhor.restore.Restorable;
import dev.markhor.restore.matching.PathWalk;
import dev.markhor.tensor.DType;
import dev.markhor.variable.Variable;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares what two models compute, op by op, on weights that are stored in the same places. Nothing is run. Only equal programs count as the
 * same: a model that computes equal numbers in another way does not.
 */
public final class Computations {
    private final Map<Variable, String> places = new IdentityHashMap<>();
    private final Map<Value, Value> same = new java.util.HashMap<>();

    private Computations(Model one, Model other) {
        addPlaces(one);
        addPlaces(other);
    }

    private void addPlaces(Model model) {
        for (Map.Entry<Restorable, String> entry : PathWalk.keras3(model).entrySet()) {
            List<Variable> variables = entry.getKey().numberedWeights();
            for (int i = 0; i < variables.size(); i++) {
                places.put(variables.get(i), entry.getValue() + '/' + i);
            }
        }
    }

    /** The first difference in words; empty if they compute the same. */
    public static Optional<String> difference(Model one, Model other) {
        Optional<Structure<Value>> declared = one.declaredInputs();
        if (declared.isEmpty() || other.declaredInputs().isEmpty()) {
            return Optional.of("its input has no shape that is known");
        }
        Structure<Spec> specs = declared.get().mapLeaves(Value::spec);
        Structure<Spec> others = other.declaredInputs().get().mapLeaves(Value::spec);
        if (!specs.flatten().equals(others.flatten())) {
            return Optional.of("its inputs are " + others + ", not " + specs);
        }
        return new Computations(one, other).difference(trace(one, specs), trace(other, specs));
    }

    private static Graph trace(Model model, Structure<Spec> specs) {
        Structure<Value> inputs = specs.mapLeaves(Placeholder::create);
        try (Tracer.Scope scope = Tracer.enter(model.dialect(), Optional.empty(), Optional.empty())) {
            Structure<Value> outputs = model.apply(Inputs.of(inputs), model.dialect());
            return Graph.of(inputs.flatten(), outputs.flatten());
        }
    }

    private Optional<String> difference(Graph one, Graph other) {
        if (one.inputs().size() != other.inputs().size()
                || one.outputs().size() != other.outputs().size()) {
            return Optional.of("it has another number of inputs or outputs");
        }
        for (int i = 0; i < one.inputs().size(); i++) {
            same.put(one.inputs().get(i), other.inputs().get(i));
        }
        for (int i = 0; i < one.outputs().size(); i++) {
            Optional<String> difference =
                    differenceAt(one.outputs().get(i), other.outputs().get(i));
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }

    /** All that the first value needs, producers first: no recursion, which a deep model would overflow. */
    private Optional<String> differenceAt(Value one, Value other) {
        List<Node> nodes = Graph.producersFirst(List.of(one));
        List<Node> others = Graph.producersFirst(List.of(other));
        if (nodes.size() != others.size()) {
            return Optional.of("it takes " + others.size() + " operations instead of " + nodes.size());
        }
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            Node twin = others.get(i);
            if (!(node.op() instanceof Placeholder && same.get(node.output()) == twin.output())
                    && !isSame(node, twin)) {
                return Optional.of("where it computed " + node.op().name() + ", it computes "
                        + (node.op().name().equals(twin.op().name())
                                ? "that differently"
                                : twin.op().name()));
            }
            for (int k = 0; k < node.outputs().size(); k++) {
                same.put(node.outputs().get(k), twin.outputs().get(k));
            }
        }
        return same.get(one).equals(other) ? Optional.empty() : Optional.of("its outputs are others");
    }

    private boolean isSame(Node node, Node twin) {
        if (node.inputs().size() != twin.inputs().size() || !isSame(node.op(), twin.op(), node)) {
            return false;
        }
        for (int i = 0; i < node.inputs().size(); i++) {
            if (!twin.inputs().get(i).equals(same.get(node.inputs().get(i)))) {
                return false;
            }
        }
        return node.outputs().size() == twin.outputs().size();
    }

    private boolean isSame(Op op, Op twin, Node node) {
        if (op instanceof Parameter parameter && twin instanceof Parameter other) {
            String place = parameter.weight() instanceof Variable variable ? places.get(variable) : null;
            return place != null
                    && other.weight() instanceof Variable variable
                    && place.equals(places.get(variable))
                    && parameter.weight().spec().equals(other.weight().spec());
        }
        if (op instanceof Scan scan && twin instanceof Scan other) {
            return scan.goBackwards() == other.goBackwards()
                    && scan.zeroOutputForMask() == other.zeroOutputForMask()
                    && scan.masked() == other.masked()
                    && difference(scan.body(), other.body()).isEmpty();
        }
        return op.equals(twin) || handlesTexts(node) && op.getClass() == twin.getClass();
    }

    /** Vocabularies are held by reference, and come with the weights. */
    private static boolean handlesTexts(Node node) {
        return node.inputs().stream().anyMatch(value -> value.dtype() == DType.STRING)
                || node.outputs().stream().anyMatch(value -> value.dtype() == DType.STRING);
    }
}
