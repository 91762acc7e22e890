package dev.markhor.model;

import dev.markhor.runtime.WeightSet;
import dev.markhor.tensor.Tensor;
import dev.markhor.variable.Variable;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** The weights that traces of the same variables run on. */
final class TraceWeights {
    private final List<Variable> variables;
    private volatile Moment moment;

    /** The weights at one moment and the sum of their versions then. */
    private record Moment(WeightSet set, long version) {}

    TraceWeights(Collection<Variable> variables) {
        this.variables = List.copyOf(variables);
    }

    /** The weights as they are now; waits while they are being replaced. */
    WeightSet current(Object assignmentLock) {
        Moment last = moment;
        if (last != null && last.version == version()) {
            return last.set;
        }
        synchronized (assignmentLock) {
            long version = version();
            if (moment == null || moment.version != version) {
                Map<Variable, Tensor> values = new IdentityHashMap<>();
                for (Variable variable : variables) {
                    values.put(variable, variable.get());
                }
                moment = new Moment(new WeightSet(values), version);
            }
            return moment.set;
        }
    }

    private long version() {
        long sum = 0;
        for (int i = 0; i < variables.size(); i++) {
            sum += variables.get(i).version();
        }
        return sum;
    }
}
