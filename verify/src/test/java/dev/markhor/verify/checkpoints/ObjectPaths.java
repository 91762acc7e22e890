package dev.markhor.verify.checkpoints;

import dev.markhor.variable.Trackable;
import dev.markhor.variable.Variable;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;

/** Finds a program's variables by the attributes that lead to them in Python, where some are private and some are in snake case. */
final class ObjectPaths {
    private ObjectPaths() {}

    /** The variable at a path such as {@code blocks/0/_kernel}; a step, which may be the key of a map, may have slashes itself. */
    static Optional<Variable> find(Trackable object, String path) {
        for (Trackable.Edge edge : object.edges()) {
            for (String name : new String[] {edge.name(), "_" + edge.name(), snakeCase(edge.name())}) {
                Optional<Variable> found = Optional.empty();
                if (edge.isVariable() && path.equals(name)) {
                    found = Optional.of(edge.variable());
                } else if (!edge.isVariable() && path.startsWith(name + "/")) {
                    found = find(edge.child(), path.substring(name.length() + 1));
                }
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(java.util.Locale.ROOT);
    }

    /** Every variable that an object leads to. */
    static Set<Variable> all(Trackable root) {
        Set<Variable> variables = Collections.newSetFromMap(new IdentityHashMap<>());
        Set<Trackable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Trackable> queue = new ArrayDeque<>();
        queue.add(root);
        while (!queue.isEmpty()) {
            Trackable object = queue.remove();
            if (seen.add(object)) {
                for (Trackable.Edge edge : object.edges()) {
                    if (edge.isVariable()) {
                        variables.add(edge.variable());
                    } else {
                        queue.add(edge.child());
                    }
                }
            }
        }
        return variables;
    }
}
