package dev.markhor.model;

import dev.markhor.memory.Exchange;
import dev.markhor.memory.MemoryAccount;
import dev.markhor.memory.MemoryKind;
import dev.markhor.restore.matching.Names;
import dev.markhor.restore.matching.Similarity;
import dev.markhor.tensor.Tensor;
import dev.markhor.variable.Variable;
import java.util.LinkedHashMap;
import java.util.Map;

/** New values for weights of one model, all of which fit. */
final class Assignment {
    private final MemoryAccount account;
    private final Map<Variable, Tensor> values;

    private Assignment(MemoryAccount account, Map<Variable, Tensor> values) {
        this.account = account;
        this.values = values;
    }

    /** @throws IllegalArgumentException if there is no weight of some path, or a shape differs */
    static Assignment of(Model model, Map<String, Tensor> values) {
        Map<String, Variable> weights = model.weightsByPath();
        Map<Variable, Tensor> fitting = new LinkedHashMap<>();
        values.forEach((path, value) -> {
            Variable weight = weights.get(path);
            if (weight == null) {
                throw new IllegalArgumentException("model '" + model.name() + "' has no weight '" + path + "'"
                        + Similarity.nearest(path, weights.keySet())
                                .map(near -> "; did you mean '" + near + "'?")
                                .orElseGet(() -> ", only " + Names.some(weights.keySet())));
            }
            try {
                weight.requireFit(value);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "model '" + model.name() + "', weight '" + path + "': " + e.getMessage(), e);
            }
            fitting.put(weight, value);
        });
        return new Assignment(model.account(), fitting);
    }

    /**
     * Replaces them while no call looks.
     *
     * @throws dev.markhor.error.MemoryLimitException if they take more memory than the model may have; nothing has changed then
     */
    void make() {
        long taken = values.entrySet().stream()
                .mapToLong(entry -> taken(entry.getKey(), entry.getValue()))
                .sum();
        account.reserve(MemoryKind.WEIGHTS, taken, "assigning " + values.size() + " weights");
        account.release(MemoryKind.WEIGHTS, taken); // they are counted one by one as they come
        values.replaceAll((weight, value) -> value.cast(weight.dtype()));
        Exchange.replace(() -> values.forEach((weight, value) -> {
            weight.assign(value);
            weight.held().hold(account);
        }));
    }

    /** What the model has more, or for a while beside the old value. */
    private long taken(Variable weight, Tensor value) {
        return weight.isHeldBy(account) && value.dtype() == weight.dtype() ? 0 : weight.bytes();
    }
}
