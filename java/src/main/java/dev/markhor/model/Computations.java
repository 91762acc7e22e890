package dev.markhor.model;

import dev.markhor.graph.Graph;
import dev.markhor.graph.Node;
import dev.markhor.graph.Op;
import dev.markhor.graph.Parameter;
import dev.markhor.graph.Placeholder;
import dev.markhor.graph.Spec;
import dev.markhor.graph.Value;
import dev.markhor.ops.IndexOf;
import dev.markhor.ops.Scan;
import dev.markhor.ops.TokenAt;
import dev.markhor.ops.Vocabulary;
import dev.markhor.restore.Restorable;
import dev.markhor.restore.matching.PathWalk;
import dev.markhor.variable.Variable;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Compares what two models compute, op by op, on weights that are stored in the same places. Nothing is run. Only equal programs count as the
 * same, but for {@link CallContext#arithmetic}.
 */
public final class Computations {
    private final Map<Variable, String> places = new IdentityHashMap<>();
    private final Map<Node, Set<Node>> twins = new IdentityHashMap<>();

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
        if (!isInKerasOrder(other)) {
            return Optional.of("its layers have another order, by which weights are stored");
        }
        Computations computations = new Computations(one, other);
        Optional<String> difference =
                computations.difference(ComparedTrace.of(one, specs), ComparedTrace.of(other, specs));
        return difference.isPresent() || !one.isStateful()
                ? difference
                : computations
                        .difference(ComparedTrace.ofLaterCall(one, specs), ComparedTrace.ofLaterCall(other, specs))
                        .map(found -> "after its first call " + found);
    }

    /** Keras 3 orders layers anew when it reads a configuration, and counts those of a class to store them. */
    private static boolean isInKerasOrder(Layer layer) {
        return (!(layer instanceof Functional model)
                        || byClass(model.layers()).equals(byClass(model.graph().layersByDepth())))
                && layer.sublayers().stream().allMatch(Computations::isInKerasOrder);
    }

    private static Map<String, List<Layer>> byClass(List<Layer> layers) {
        Map<String, List<Layer>> classes = layers.stream().collect(Collectors.groupingBy(Layer::className));
        classes.values().removeIf(members -> members.stream().noneMatch(LayerEdges::hasWeights));
        return classes;
    }

    private Optional<String> difference(ComparedTrace one, ComparedTrace other) {
        if (!one.stateful().equals(other.stateful())) {
            return Optional.of("states are carried by " + other.stateful() + ", not by " + one.stateful());
        }
        return difference(one.graph(), other.graph(), one::place);
    }

    private Optional<String> difference(Graph one, Graph other, Function<Node, String> places) {
        if (one.inputs().size() != other.inputs().size()
                || one.outputs().size() != other.outputs().size()) {
            return Optional.of("it has another number of inputs or outputs");
        }
        for (int i = 0; i < one.inputs().size(); i++) {
            isNew(one.inputs().get(i).node(), other.inputs().get(i).node());
        }
        Deque<Value> left = new ArrayDeque<>(one.outputs());
        Deque<Value> right = new ArrayDeque<>(other.outputs());
        for (int i = 0; i < one.outputs().size(); i++) {
            Spec spec = one.outputs().get(i).spec();
            Spec twin = other.outputs().get(i).spec();
            if (!spec.equals(twin)) {
                return Optional.of(places.apply(one.outputs().get(i).node()) + " gives " + twin + ", not " + spec);
            }
        }
        while (!left.isEmpty()) { // no recursion, which a deep model would overflow
            Value value = left.pop();
            Value twin = right.pop();
            if (value.index() != twin.index()) {
                return Optional.of(places.apply(value.node()) + " is called on another output");
            }
            if (!isNew(value.node(), twin.node())) {
                continue;
            }
            if (!isSame(value.node().op(), twin.node().op())
                    || value.node().inputs().size() != twin.node().inputs().size()) {
                return Optional.of(places.apply(value.node()) + " computes " + inWords(value.node(), twin.node()));
            }
            value.node().inputs().forEach(left::push);
            twin.node().inputs().forEach(right::push);
        }
        return Optional.empty();
    }

    /** What one model computes once the other may compute twice. */
    private boolean isNew(Node node, Node twin) {
        return twins.computeIfAbsent(node, key -> Collections.newSetFromMap(new IdentityHashMap<>()))
                .add(twin);
    }

    private static String inWords(Node node, Node twin) {
        String name = node.op().name();
        String other = twin.op().name();
        return name.equals(other) ? name + " differently" : other + ", not " + name;
    }

    private boolean isSame(Op op, Op twin) {
        if (op instanceof Placeholder || twin instanceof Placeholder) {
            return false; // inputs are paired by now
        }
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
                    && difference(scan.body(), other.body(), inside -> "").isEmpty();
        }
        if (op instanceof IndexOf index && twin instanceof IndexOf other) {
            return index.mask().equals(other.mask())
                    && index.unknown().equals(other.unknown())
                    && isSame(index.vocabulary(), other.vocabulary());
        }
        if (op instanceof TokenAt token && twin instanceof TokenAt other) {
            return token.first() == other.first()
                    && token.mask().equals(other.mask())
                    && token.unknown().equals(other.unknown())
                    && isSame(token.vocabulary(), other.vocabulary());
        }
        return op.equals(twin);
    }

    /** One that is not in the configuration comes with the weights. */
    private static boolean isSame(Vocabulary vocabulary, Vocabulary twin) {
        return vocabulary.dtype() == twin.dtype()
                && (!twin.isAssigned() || vocabulary.tokens().equals(twin.tokens()));
    }
}
