package dev.markhor.restore.matching;

import dev.markhor.restore.Restorable;
import dev.markhor.variable.Trackable;
import dev.markhor.variable.Variable;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Every variable that an object leads to now, under a name a reader can find: the shortest path of layer names in sequential and
 * functional models and of attributes elsewhere, such as {@code conv2d/kernel} or {@code blocks/0/bias}.
 */
public final class VariableNames {
    private record Step(Trackable object, String path) {}

    private final Map<Variable, String> names = new IdentityHashMap<>();
    private final Map<String, Variable> variables = new LinkedHashMap<>();
    private final Set<Trackable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Step> queue = new ArrayDeque<>();

    private VariableNames(Trackable root) {
        enter(root, "");
        while (!queue.isEmpty()) {
            Step step = queue.remove();
            if (step.object() instanceof Restorable model && model.kind() == Restorable.Kind.STATIC_MODEL) {
                for (Restorable layer : model.sublayers()) {
                    enter(layer, join(step.path(), layer.name()));
                }
            }
            for (Trackable.Edge edge : step.object().edges()) {
                String path = join(step.path(), edge.name());
                if (!edge.isVariable()) {
                    enter(edge.child(), path);
                } else if (names.putIfAbsent(edge.variable(), path) == null) {
                    variables.put(path, edge.variable());
                }
            }
        }
    }

    public static VariableNames of(Trackable root) {
        return new VariableNames(root);
    }

    /** Names to variables, nearest first. */
    public Map<String, Variable> variables() {
        return variables;
    }

    String name(Variable variable) {
        return names.getOrDefault(variable, variable.name());
    }

    private void enter(Trackable object, String path) {
        if (seen.add(object)) {
            queue.add(new Step(object, path));
        }
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + '/' + name;
    }
}
