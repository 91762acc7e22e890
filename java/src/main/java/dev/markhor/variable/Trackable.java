package dev.markhor.variable;

import java.util.List;

/**
 * A node of the object graph that restoring walks: a layer, a model, or a list or map of them. Edges carry the names of the attributes
 * the children were assigned to.
 */
public interface Trackable {
    /** One named edge: {@code child} is a {@link Trackable} or {@code variable} is set, never both. */
    record Edge(String name, Trackable child, Variable variable) {
        public static Edge to(String name, Trackable child) {
            return new Edge(name, child, null);
        }

        public static Edge to(String name, Variable variable) {
            return new Edge(name, null, variable);
        }

        public boolean isVariable() {
            return variable != null;
        }
    }

    /** Everything assigned so far, in order of assignment. */
    List<Edge> edges();

    /**
     * Offers values to the variables and children that exist and to those that will: called by a restore. A later restore wins over
     * an earlier one.
     */
    void bind(PendingRestore restore);
}
