package dev.markhor.ops;

import dev.markhor.graph.Graph;
import dev.markhor.graph.Node;
import dev.markhor.graph.Op;
import dev.markhor.graph.Placeholder;
import dev.markhor.graph.Spec;
import dev.markhor.graph.Value;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Runs a graph on one step of a sequence after the other, the states of each step being what the step before left. Inputs: the sequence
 * {@code [batch, steps, ...]}; the first states; what the body takes from outside; a mask if there is one. Outputs: the body's outputs
 * {@code [batch, steps, ...]} in the order in which they are computed; the last states.
 *
 * <p>A masked step keeps a sample's states and gives its output of the step before, which is zero at the start, or zero always.
 *
 * @param body inputs: a step {@code [batch, ...]}, the states, what is taken from outside; outputs: the step's output, the new states
 * @param goBackwards whether the last step comes first
 * @param zeroOutputForMask whether masked steps give zeros
 * @param masked whether the last operand is a mask, {@code bool[batch, steps]}
 */
public record Scan(Graph body, boolean goBackwards, boolean zeroOutputForMask, boolean masked) implements Op {
    /** What is done in each step. */
    @FunctionalInterface
    public interface Body {
        /** @param x one step, {@code [batch, ...]} */
        Step step(Value x, List<Value> states);
    }

    /**
     * What a step gives.
     *
     * @param states as many as the body was given, of the same types and shapes
     */
    public record Step(Value output, List<Value> states) {
        public Step {
            Checks.require(output != null, "a step has an output, not null");
            Checks.require(
                    states != null && states.stream().allMatch(Objects::nonNull),
                    "a step has a list of states, which may be empty but has no null");
            states = List.copyOf(states);
        }
    }

    /**
     * What became of a sequence.
     *
     * @param outputs {@code [batch, steps, ...]}, in the order in which they are computed
     * @param states the last ones
     */
    public record Result(Value outputs, List<Value> states) {}

    /**
     * Traces {@code body} once and applies it to every step.
     *
     * @param x {@code [batch, steps, ...]}
     * @param mask {@code bool[batch, steps]}, true where a step counts
     * @throws IllegalArgumentException if states differ in number, type or shape after a step, or operands do not fit
     */
    public static Result trace(
            Value x,
            List<Value> states,
            Optional<Value> mask,
            boolean goBackwards,
            boolean zeroOutputForMask,
            Body body) {
        List<Value> inputs = new ArrayList<>();
        inputs.add(Placeholder.create(stepOf(x.spec())));
        states.forEach(state -> inputs.add(Placeholder.create(state.spec())));
        Step step = body.step(inputs.get(0), inputs.subList(1, inputs.size()));
        Checks.require(step != null, "the body of a scan gave null in place of a step");
        if (step.states().size() != states.size()) {
            throw new IllegalArgumentException("a step was given " + states.size() + " state(s) and gave "
                    + step.states().size());
        }
        List<Value> outputs = new ArrayList<>(List.of(step.output()));
        outputs.addAll(step.states());
        Closure closure = Closure.of(inputs, outputs);
        List<Value> operands = new ArrayList<>(List.of(x));
        operands.addAll(states);
        operands.addAll(closure.captured());
        mask.ifPresent(operands::add);
        Scan scan = new Scan(closure.body(), goBackwards, zeroOutputForMask, mask.isPresent());
        List<Value> results = Node.of(scan, operands).outputs();
        return new Result(results.get(0), results.subList(1, results.size()));
    }

    /** The number of states. */
    public int states() {
        return body.outputs().size() - 1;
    }

    @Override
    public String name() {
        return "scan";
    }

    @Override
    public List<Graph> bodies() {
        return List.of(body);
    }

    @Override
    public List<Spec> infer(List<Spec> inputs) {
        Checks.count(inputs, body.inputs().size() + (masked ? 1 : 0));
        Spec x = inputs.get(0);
        List<Spec> given = bodyInputs(inputs);
        Checks.require(x.shape().dim(1) != 0, "needs a sequence of at least one step, as Keras does");
        if (masked) {
            Spec mask = inputs.get(inputs.size() - 1);
            Checks.require(
                    mask.dtype() == DType.BOOL
                            && mask.shape().rank() == 2
                            && Checks.fits(mask.shape().dim(0), x.shape().dim(0))
                            && Checks.fits(mask.shape().dim(1), x.shape().dim(1)),
                    "needs a mask bool[batch, steps]");
        }
        List<Spec> results = body.infer(given);
        List<Spec> outputs = new ArrayList<>();
        outputs.add(sequenceOf(results.get(0), x.shape()));
        for (int i = 1; i < results.size(); i++) {
            Checks.require(
                    isSame(given.get(i), results.get(i)),
                    "state " + (i - 1) + " is " + given.get(i) + " before a step and " + results.get(i) + " after it");
            outputs.add(given.get(i));
        }
        for (Spec output : results) {
            Checks.require(
                    output.shape().rank() > 0
                            && Checks.fits(output.shape().dim(0), x.shape().dim(0)),
                    "needs outputs and states [batch, ...], not " + output);
        }
        return outputs;
    }

    /** What the body is given when the op is given {@code inputs}. */
    public List<Spec> bodyInputs(List<Spec> inputs) {
        List<Spec> given = new ArrayList<>(inputs.subList(0, body.inputs().size()));
        given.set(0, stepOf(inputs.get(0)));
        for (int i = 0; i < given.size(); i++) {
            Spec expected = body.inputs().get(i).spec();
            Checks.require(
                    given.get(i).dtype() == expected.dtype()
                            && given.get(i).shape().rank() == expected.shape().rank(),
                    "operand " + i + " is not the " + expected + " that the body was traced with");
        }
        return given;
    }

    private static boolean isSame(Spec a, Spec b) {
        boolean same = a.dtype() == b.dtype() && a.shape().rank() == b.shape().rank();
        for (int i = 0; same && i < a.shape().rank(); i++) {
            same = Checks.fits(a.shape().dim(i), b.shape().dim(i));
        }
        return same;
    }

    private static Spec stepOf(Spec x) {
        Shape shape = x.shape();
        Checks.require(shape.rank() >= 2, "needs a sequence [batch, steps, ...], not " + shape);
        long[] dims = new long[shape.rank() - 1];
        dims[0] = shape.dim(0);
        for (int i = 1; i < dims.length; i++) {
            dims[i] = shape.dim(i + 1);
        }
        return x.withShape(Shape.of(dims));
    }

    private static Spec sequenceOf(Spec step, Shape x) {
        Checks.require(step.shape().rank() > 0, "needs an output [batch, ...], not " + step);
        Shape tail = step.shape().slice(1, step.shape().rank());
        return step.withShape(tail.prepend(x.dim(1)).prepend(x.dim(0)));
    }
}
