package dev.markhor.variable;

import java.util.List;

/**
 * A node of the object graph that restoring walks: a layer, a model, or a list or map of them. Edges carry the names of the attributes
 * the children were assigned to. The graph may have cycles, and several edges may lead to one child.
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

        /** Whether both lead to the same object, by whatever name. */
        public boolean leadsWhere(Edge other) {
            return child == other.child && variable == other.variable;
        }
    }

    /** Everything assigned so far, in order of assignment. */
    List<Edge> edges();

    /** What files call the attribute of one of {@link #edges}: its name in Python, where that is not the one here. */
    default String storedName(Edge edge) {
        return edge.name();
    }

    /** From now on each new edge is offered to {@code restore}, which has dealt with those of {@link #edges} already. */
    void await(PendingRestore restore);
}
