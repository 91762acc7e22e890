package dev.markhor.variable;

import java.util.Optional;

/**
 * What a restore holds for one object: values for its variables and further objects for its children, by attribute name. It may wait
 * for them: a variable asks when it is created, and its initialiser never runs if there is a value.
 */
public interface PendingRestore {
    /**
     * Gives the variable assigned to attribute {@code name} its value, if there is one for it.
     *
     * @return whether a value was assigned
     * @throws dev.markhor.error.WeightMismatchException if shape or type differ; the variable is unchanged
     */
    boolean restore(String name, Variable variable);

    /** What this restore holds for the object assigned to attribute {@code name}. */
    Optional<PendingRestore> child(String name);

    /** Tells that a later restore, or another edge, already filled the variable at {@code name}. */
    void superseded(String name, Variable variable);
}
