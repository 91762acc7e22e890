package dev.markhor.reference;

import dev.markhor.graph.Spec;
import dev.markhor.ops.Gru;
import dev.markhor.ops.Lstm;
import dev.markhor.ops.Recurrence;
import dev.markhor.ops.SimpleRnn;
import dev.markhor.ops.Unary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Recurrent ops, one sample and one step at a time. */
final class Recurrences {
    /** Replaces the states of one sample, {@code states[0]} being the output, by those after a step. */
    private interface Step {
        /** @param x position of the step's projected input in the first operand */
        void apply(double[] input, int x, double[][] states);
    }

    private Recurrences() {}

    static List<Array> lstm(Lstm op, List<Array> inputs, List<Spec> outputs) {
        Array kernel = inputs.get(1);
        int units = kernel.dim(0);
        double[] gates = new double[4 * units];
        Step step = (input, x, states) -> {
            project(input, x, states[0], kernel, gates);
            for (int u = 0; u < units; u++) {
                double in = apply(op.recurrentActivation(), gates[u]);
                double forget = apply(op.recurrentActivation(), gates[units + u]);
                double candidate = apply(op.activation(), gates[2 * units + u]);
                double out = apply(op.recurrentActivation(), gates[3 * units + u]);
                states[1][u] = forget * states[1][u] + in * candidate;
                states[0][u] = out * apply(op.activation(), states[1][u]);
            }
        };
        return run(op.recurrence(), inputs, 2, outputs, step);
    }

    static List<Array> gru(Gru op, List<Array> inputs, List<Spec> outputs) {
        Step step =
                op.resetAfter() ? resetAfter(op, inputs.get(1), inputs.get(2).data()) : resetBefore(op, inputs.get(1));
        return run(op.recurrence(), inputs, op.resetAfter() ? 3 : 2, outputs, step);
    }

    private static Step resetAfter(Gru op, Array kernel, double[] bias) {
        int units = kernel.dim(0);
        double[] gates = new double[3 * units];
        return (input, x, states) -> {
            project(bias, 0, states[0], kernel, gates);
            for (int u = 0; u < units; u++) {
                double update = apply(op.recurrentActivation(), input[x + u] + gates[u]);
                double reset = apply(op.recurrentActivation(), input[x + units + u] + gates[units + u]);
                double candidate = apply(op.activation(), input[x + 2 * units + u] + reset * gates[2 * units + u]);
                states[0][u] = update * states[0][u] + (1 - update) * candidate;
            }
        };
    }

    private static Step resetBefore(Gru op, Array kernel) {
        int units = kernel.dim(0);
        double[] gates = new double[3 * units];
        double[] remembered = new double[units];
        return (input, x, states) -> {
            project(input, x, states[0], kernel, gates, 0, 2 * units);
            for (int u = 0; u < units; u++) {
                remembered[u] = states[0][u] * apply(op.recurrentActivation(), gates[units + u]);
            }
            project(input, x, remembered, kernel, gates, 2 * units, 3 * units);
            for (int u = 0; u < units; u++) {
                double update = apply(op.recurrentActivation(), gates[u]);
                double candidate = apply(op.activation(), gates[2 * units + u]);
                states[0][u] = update * states[0][u] + (1 - update) * candidate;
            }
        };
    }

    static List<Array> simpleRnn(SimpleRnn op, List<Array> inputs, List<Spec> outputs) {
        Array kernel = inputs.get(1);
        double[] sums = new double[kernel.dim(1)];
        Step step = (input, x, states) -> {
            project(input, x, states[0], kernel, sums);
            for (int u = 0; u < sums.length; u++) {
                states[0][u] = apply(op.activation(), sums[u]);
            }
        };
        return run(op.recurrence(), inputs, 2, outputs, step);
    }

    /** {@code result = start + state · kernel}. */
    private static void project(double[] start, int at, double[] state, Array kernel, double[] result) {
        project(start, at, state, kernel, result, 0, result.length);
    }

    /** The columns from {@code first} to before {@code end} of {@code result = start + state · kernel}. */
    private static void project(
            double[] start, int at, double[] state, Array kernel, double[] result, int first, int end) {
        System.arraycopy(start, at + first, result, first, end - first);
        for (int k = 0; k < state.length; k++) {
            int row = k * result.length;
            for (int j = first; j < end; j++) {
                result[j] += state[k] * kernel.data()[row + j];
            }
        }
    }

    private static double apply(Unary function, double x) {
        return Elementwise.apply(function, x);
    }

    /** @param firstState which operand is the first state, if states are operands */
    private static List<Array> run(
            Recurrence recurrence, List<Array> inputs, int firstState, List<Spec> outputs, Step step) {
        List<Array> results = new ArrayList<>();
        outputs.forEach(output -> results.add(Array.zeros(output.shape())));
        Array x = inputs.get(0);
        double[] mask = recurrence.masked() ? inputs.get(inputs.size() - 1).data() : null;
        int steps = x.dim(1);
        int units = results.get(0).dim(2);
        double[][] states = new double[outputs.size() - 1][units];
        double[] output = new double[units];
        for (int sample = 0; sample < x.dim(0); sample++) {
            Arrays.fill(output, 0);
            for (int s = 0; s < states.length; s++) {
                Arrays.fill(states[s], 0);
                if (recurrence.initialState()) {
                    System.arraycopy(inputs.get(firstState + s).data(), sample * units, states[s], 0, units);
                }
            }
            for (int i = 0; i < steps; i++) {
                int row = sample * steps + (recurrence.goBackwards() ? steps - 1 - i : i);
                if (mask == null || mask[row] != 0) {
                    step.apply(x.data(), row * x.dim(2), states);
                    System.arraycopy(states[0], 0, output, 0, units);
                } else if (recurrence.zeroOutputForMask()) {
                    Arrays.fill(output, 0);
                }
                System.arraycopy(output, 0, results.get(0).data(), (sample * steps + i) * units, units);
            }
            for (int s = 0; s < states.length; s++) {
                System.arraycopy(states[s], 0, results.get(1 + s).data(), sample * units, units);
            }
        }
        return results;
    }
}
