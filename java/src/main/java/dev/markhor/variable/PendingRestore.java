package dev.markhor.variable;

/**
 * A stored object that an object of the program was found to be: it holds values for the object's variables and further stored objects
 * for its children, by attribute name. It stays with the object, so that what is created or assigned later gets what waits for it: a
 * variable asks at its creation, and its initialiser never runs if there is a value.
 *
 * <p>Several restores may wait at one object. The one with the highest {@link #order} gives the value, whatever the order of asking;
 * the others count the variable as found.
 */
public interface PendingRestore {
    /** Restores are numbered as they are asked for; a later one wins. */
    long order();

    /**
     * The object got a variable under this name: gives it its value, unless a later restore did already.
     *
     * @throws dev.markhor.error.WeightMismatchException if the shape differs; nothing has changed then
     */
    void attach(String name, Variable variable);

    /**
     * The object got a child under this name: restores what exists below it, and waits there for the rest.
     *
     * @throws dev.markhor.error.WeightMismatchException if a shape differs; nothing has changed then
     */
    void attach(String name, Trackable child);

    /** The object takes back a variable, because building it failed: its value counts as not found again. */
    void detach(String name, Variable variable);

    /** As above for a child: everything that only it led to counts as not found again. */
    void detach(String name, Trackable child);
}
