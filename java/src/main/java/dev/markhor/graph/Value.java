package dev.markhor.graph;

import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import java.util.Optional;

/**
 * A symbolic tensor: what a layer's {@code call} works on. It has a type and a partly known shape but no numbers; these flow when
 * the traced graph runs. Two values are the same if they are the same output of the same node, whatever is attached to them.
 */
public final class Value {
    private final Node node;
    private final int index;
    private final Spec spec;
    private final Value mask;
    private final Object origin;

    Value(Node node, int index, Spec spec) {
        this(node, index, spec, null, null);
    }

    private Value(Node node, int index, Spec spec, Value mask, Object origin) {
        this.node = node;
        this.index = index;
        this.spec = spec;
        this.mask = mask;
        this.origin = origin;
    }

    public Node node() {
        return node;
    }

    /** Which of the node's outputs this is. */
    public int index() {
        return index;
    }

    public Spec spec() {
        return spec;
    }

    public DType dtype() {
        return spec.dtype();
    }

    public Shape shape() {
        return spec.shape();
    }

    public int rank() {
        return spec.shape().rank();
    }

    /** Keras' mask: boolean, usually {@code [batch, time]}; true where a step counts. */
    public Optional<Value> mask() {
        return Optional.ofNullable(mask);
    }

    public Value withMask(Optional<Value> other) {
        return new Value(node, index, spec, other.orElse(null), origin);
    }

    /** The layer call this value came out of, if any: how functional models find their layers. */
    public Optional<Object> origin() {
        return Optional.ofNullable(origin);
    }

    public Value withOrigin(Object call) {
        return new Value(node, index, spec, mask, call);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Value value && value.node == node && value.index == index;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(node) * 31 + index;
    }

    @Override
    public String toString() {
        return spec.toString();
    }
}
