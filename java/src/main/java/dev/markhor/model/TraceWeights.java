package dev.markhor.model;

import dev.markhor.memory.Exchange;
import dev.markhor.memory.HeldTensor;
import dev.markhor.memory.MemoryAccount;
import dev.markhor.memory.MemoryKind;
import dev.markhor.runtime.WeightSet;
import dev.markhor.variable.Variable;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** The weights that traces of the same variables run on. */
final class TraceWeights {
    private final List<Variable> variables;
    private final MemoryAccount account;
    private volatile Moment moment;

    /** The weights at one moment and the sum of their versions then. */
    private record Moment(WeightSet set, long version) {}

    /** @param account of the model, which holds the values from the first call on */
    TraceWeights(Collection<Variable> variables, MemoryAccount account) {
        this.variables = List.copyOf(variables);
        this.account = account;
    }

    /**
     * The weights as they are now; waits while they are being replaced.
     *
     * @throws IllegalStateException if the model is closed, or a value is gone
     * @throws dev.markhor.error.MemoryLimitException if values that come from initialisers, or were assigned, are too large
     */
    WeightSet current() {
        Moment last = moment;
        if (last != null && last.version == version()) {
            return last.set;
        }
        initialize();
        return Exchange.look(() -> {
            long version = version();
            Moment latest = moment; // which others may forget meanwhile
            if (latest == null || latest.version != version) {
                retireOld();
                latest = new Moment(new WeightSet(hold(), account), version);
                moment = latest;
            }
            return latest.set;
        });
    }

    /** For a set that is {@linkplain WeightSet.Gone gone}. */
    void forget(WeightSet set) {
        Moment last = moment;
        if (last != null && last.set == set) {
            moment = null;
        }
    }

    /** If values were replaced: who works with the old ones should not begin anew with them. */
    void retireOld() {
        Moment last = moment;
        if (last != null && last.version != version()) {
            moment = null;
            last.set.retire();
        }
    }

    /** Makes the values that are not there yet. */
    private void initialize() {
        account.requireOpen();
        long missing = variables.stream()
                .filter(variable -> !variable.isHeld())
                .mapToLong(Variable::bytes)
                .sum();
        account.reserve(MemoryKind.WEIGHTS, missing, "the values of weights");
        try {
            variables.forEach(Variable::held); // those that have none are made
        } finally {
            account.release(MemoryKind.WEIGHTS, missing);
        }
    }

    private Map<Variable, HeldTensor> hold() {
        account.requireOpen();
        Map<Variable, HeldTensor> values = new IdentityHashMap<>();
        variables.forEach(variable -> values.put(variable, hold(variable)));
        return values;
    }

    private HeldTensor hold(Variable variable) {
        while (true) {
            HeldTensor value = variable.held();
            if (value.hold(account)) {
                return value;
            }
            account.requireOpen();
            if (value == variable.held()) { // nobody has replaced it meanwhile
                throw variable.gone();
            }
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
