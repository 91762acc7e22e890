package dev.markhor.graph;

import java.util.ArrayList;
import java.util.List;

/** One op applied to values. */
public final class Node {
    private final Op op;
    private final List<Value> inputs;
    private final List<Value> outputs;

    private Node(Op op, List<Value> inputs, List<Spec> specs) {
        this.op = op;
        this.inputs = List.copyOf(inputs);
        List<Value> values = new ArrayList<>(specs.size());
        for (int i = 0; i < specs.size(); i++) {
            values.add(new Value(this, i, specs.get(i)));
        }
        this.outputs = List.copyOf(values);
    }

    /**
     * Applies {@code op}.
     *
     * @throws IllegalArgumentException if the inputs do not fit; the message names the op and the inputs
     */
    public static Node of(Op op, List<Value> inputs) {
        List<Spec> specs = new ArrayList<>(inputs.size());
        for (Value input : inputs) {
            specs.add(input.spec());
        }
        try {
            return new Node(op, inputs, op.infer(specs));
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    op.name() + " of " + specs + ": its sizes exceed what a number holds", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(op.name() + " of " + specs + ": " + e.getMessage(), e);
        }
    }

    public Op op() {
        return op;
    }

    public List<Value> inputs() {
        return inputs;
    }

    public List<Value> outputs() {
        return outputs;
    }

    public Value output() {
        return outputs.get(0);
    }

    @Override
    public String toString() {
        return op + " -> " + outputs;
    }
}
