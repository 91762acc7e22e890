package dev.markhor.compile;

import dev.markhor.graph.Node;
import dev.markhor.graph.Op;
import dev.markhor.ops.Unary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** One op on concrete operands, with what was fused behind it: bias, then a residual, then an activation. */
final class Task {
    private final Op op;
    private final List<Node> nodes;
    private final List<Operand> inputs;
    private List<Operand> outputs;
    private Operand bias;
    private Operand residual;
    private Unary activation;

    Task(Op op, List<Operand> inputs, List<Operand> outputs) {
        this(List.of(), op, inputs, outputs);
    }

    /** @param nodes of the graph, which this task computes */
    Task(List<Node> nodes, Op op, List<Operand> inputs, List<Operand> outputs) {
        this.nodes = new ArrayList<>(nodes);
        this.op = op;
        this.inputs = new ArrayList<>(inputs);
        this.outputs = List.copyOf(outputs);
    }

    Op op() {
        return op;
    }

    /** The nodes of the graph that it computes: the one it was made of, then what was fused into it. */
    List<Node> nodes() {
        return nodes;
    }

    List<Operand> inputs() {
        return inputs;
    }

    Operand input(int i) {
        return inputs.get(i);
    }

    List<Operand> outputs() {
        return outputs;
    }

    Operand output() {
        return outputs.get(0);
    }

    Optional<Operand> bias() {
        return Optional.ofNullable(bias);
    }

    Optional<Operand> residual() {
        return Optional.ofNullable(residual);
    }

    Optional<Unary> activation() {
        return Optional.ofNullable(activation);
    }

    void replaceInput(int i, Operand operand) {
        inputs.set(i, operand);
    }

    void setBias(Operand operand) {
        bias = operand;
    }

    void setResidual(Operand operand) {
        residual = operand;
    }

    void setActivation(Unary function) {
        activation = function;
    }

    /** Replaces all that it reads and writes. */
    void mapOperands(UnaryOperator<Operand> change) {
        inputs.replaceAll(change);
        outputs = outputs.stream().map(change).toList();
        bias = bias == null ? null : change.apply(bias);
        residual = residual == null ? null : change.apply(residual);
    }

    /** Takes over the result of a task that was fused into this one. */
    void takeOver(Task other, Operand result) {
        outputs = List.of(result);
        nodes.addAll(other.nodes);
    }

    /** Everything it reads. */
    List<Operand> reads() {
        List<Operand> all = new ArrayList<>(inputs);
        if (bias != null) {
            all.add(bias);
        }
        if (residual != null) {
            all.add(residual);
        }
        return all;
    }

    @Override
    public String toString() {
        return op.name() + inputs.stream().map(Operand::spec).toList() + " -> "
                + outputs.get(0).spec();
    }
}
