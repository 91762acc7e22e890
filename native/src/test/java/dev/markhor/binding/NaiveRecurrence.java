package dev.markhor.binding;

import dev.markhor.binding.Recurrence.Cell;
import dev.markhor.binding.Recurrence.Extent;
import dev.markhor.binding.Recurrence.Function;

/**
 * A recurrent layer by the book, in double, one unit of one sample in one step after the other.
 *
 * @param first h and c, or null: zeros
 * @param mask or null
 */
record NaiveRecurrence(
        Cell cell,
        Extent extent,
        Function activation,
        Function gate,
        double[] x,
        double[] kernel,
        double[] bias,
        double[][] first,
        boolean[] mask) {
    /** Every output, the last h and the last c. */
    double[][] run() {
        int batch = (int) extent.batch();
        int steps = (int) extent.steps();
        int units = (int) extent.units();
        double[][] results = {new double[batch * steps * units], new double[batch * units], new double[batch * units]};
        for (int row = 0; row < batch; row++) {
            double[] h = state(0, row, units);
            double[] c = state(1, row, units);
            double[] output = new double[units];
            for (int step = 0; step < steps; step++) {
                int at = row * steps + (extent.backwards() ? steps - 1 - step : step);
                if (mask == null || mask[at]) {
                    h = step(at, h, c);
                    output = h;
                } else if (extent.zeroOutput()) {
                    output = new double[units];
                }
                System.arraycopy(output, 0, results[0], (row * steps + step) * units, units);
            }
            System.arraycopy(h, 0, results[1], row * units, units);
            System.arraycopy(c, 0, results[2], row * units, units);
        }
        return results;
    }

    private double[] state(int index, int row, int units) {
        double[] state = new double[units];
        if (first != null) {
            System.arraycopy(first[index], row * units, state, 0, units);
        }
        return state;
    }

    /** The next h; c is replaced. */
    private double[] step(int at, double[] h, double[] c) {
        int units = h.length;
        double[] next = new double[units];
        double[] passed = new double[units];
        for (int u = 0; u < units && cell == Cell.GRU_RESET_BEFORE; u++) {
            passed[u] = h[u] * gate(x(at, 1, u) + product(h, 1, u));
        }
        for (int u = 0; u < units; u++) {
            switch (cell) {
                case SIMPLE -> next[u] = activate(x(at, 0, u) + product(h, 0, u));
                case LSTM -> {
                    double in = gate(x(at, 0, u) + product(h, 0, u));
                    double forget = gate(x(at, 1, u) + product(h, 1, u));
                    c[u] = forget * c[u] + in * activate(x(at, 2, u) + product(h, 2, u));
                    next[u] = gate(x(at, 3, u) + product(h, 3, u)) * activate(c[u]);
                }
                case GRU -> {
                    double reset = gate(x(at, 1, u) + product(h, 1, u));
                    next[u] = mix(at, h, u, activate(x(at, 2, u) + reset * product(h, 2, u)));
                }
                case GRU_RESET_BEFORE -> next[u] = mix(at, h, u, activate(x(at, 2, u) + product(passed, 2, u)));
            }
        }
        return next;
    }

    private double mix(int at, double[] h, int u, double candidate) {
        double update = gate(x(at, 0, u) + product(h, 0, u));
        return update * h[u] + (1 - update) * candidate;
    }

    private double x(int at, int gate, int u) {
        int units = (int) extent.units();
        return x[(at * cell.gates() + gate) * units + u];
    }

    private double product(double[] state, int gate, int u) {
        int units = state.length;
        double sum = bias == null ? 0 : bias[gate * units + u];
        for (int k = 0; k < units; k++) {
            sum += state[k] * kernel[(k * cell.gates() + gate) * units + u];
        }
        return sum;
    }

    private double gate(double value) {
        return NaiveUnary.apply(gate.function(), value, gate.a(), gate.b(), gate.c());
    }

    private double activate(double value) {
        return NaiveUnary.apply(activation.function(), value, activation.a(), activation.b(), activation.c());
    }
}
