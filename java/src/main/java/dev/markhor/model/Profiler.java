package dev.markhor.model;

import dev.markhor.execution.MachineLimits;
import dev.markhor.graph.Spec;
import dev.markhor.graph.Value;
import dev.markhor.runtime.Step;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Adds up what steps took, and finds whose they are. */
final class Profiler {
    private static final int MOST_ROUNDS = 100_000;
    /** Of all steps in all rounds: 32 MB. */
    private static final long MOST_TIMES = 4_000_000;

    private final Owners owners;
    private final Map<Value, Spec> specs;
    private final LayerRows rows;
    private final Model model;
    private final List<Step> steps = new ArrayList<>();
    private final List<long[]> rounds = new ArrayList<>();
    private final List<Long> round = new ArrayList<>();
    private final List<Long> whole = new ArrayList<>();

    /** @param specs of the values that the owners made, as far as they are known */
    Profiler(Model model, Owners owners, Map<Value, Spec> specs) {
        this.model = model;
        this.specs = specs;
        this.owners = owners;
        this.rows = new LayerRows(model);
    }

    /** A step of the round in progress. */
    void took(Step step, long nanos) {
        if (rounds.isEmpty()) {
            steps.add(step);
        }
        round.add(nanos);
    }

    /** The round is over. @param nanos of a whole prediction */
    void endRound(long nanos) {
        if (!rounds.isEmpty() && round.size() != steps.size()) {
            throw new IllegalStateException("one prediction has " + steps.size() + " steps, another " + round.size());
        }
        rounds.add(round.stream().mapToLong(Long::longValue).toArray());
        round.clear();
        whole.add(nanos);
    }

    int rounds() {
        return rounds.size();
    }

    /** Whether there may be another round. */
    boolean hasRoom() {
        return rounds.size() < MOST_ROUNDS && (long) rounds.size() * steps.size() < MOST_TIMES;
    }

    /** Of a whole prediction. */
    double millis() {
        return median(whole.stream().mapToLong(Long::longValue).toArray());
    }

    /** What layers take, in the order in which they run, beside what the machine can do. */
    List<Profile.LayerCost> layers(MachineLimits limits) {
        MachineLimits.Level weights =
                limits.holding(steps.stream().mapToLong(Step::weightBytes).sum());
        Map<LayerRows.Row, List<Integer>> byRow = new LinkedHashMap<>();
        for (int i = 0; i < steps.size(); i++) {
            byRow.computeIfAbsent(row(steps.get(i)), row -> new ArrayList<>()).add(i);
        }
        List<Profile.LayerCost> layers = new ArrayList<>();
        byRow.forEach((row, indices) -> layers.add(layer(row, indices, limits, weights)));
        return layers;
    }

    /** Of the layer that a step is there for; of the model, for what no layer has made. */
    private LayerRows.Row row(Step step) {
        return step.nodes().isEmpty()
                ? rows.of(model)
                : rows.of(owners.byNode().getOrDefault(step.nodes().get(0), model));
    }

    private Profile.LayerCost layer(
            LayerRows.Row row, List<Integer> indices, MachineLimits limits, MachineLimits.Level weights) {
        Set<String> fused = new LinkedHashSet<>();
        List<Profile.StepCost> costs = new ArrayList<>();
        for (int i : indices) {
            Step step = steps.get(i);
            step.nodes().stream()
                    .filter(owners.byNode()::containsKey)
                    .map(node -> rows.of(owners.byNode().get(node)))
                    .filter(other -> other != row)
                    .forEach(other -> fused.add(other.path()));
            costs.add(new Profile.StepCost(step.kernel(), step.shape(), cost(i, limits, weights)));
        }
        Spec last = steps.get(indices.get(indices.size() - 1)).outputs().get(0);
        return new Profile.LayerCost(row.path(), row.className(), output(row).orElse(last), List.copyOf(fused), costs);
    }

    /** Unknown for what no layer gives, and where only running tells the sizes. */
    private Optional<Spec> output(LayerRows.Row row) {
        return Optional.ofNullable(owners.results().get(row.layer()))
                .map(specs::get)
                .filter(spec -> spec.shape().isStatic());
    }

    private Cost cost(int index, MachineLimits limits, MachineLimits.Level weights) {
        Step step = steps.get(index);
        boolean wide = step.outputs().get(0).dtype() == DType.FLOAT64; // half as many fit a register
        long moving = step.bytes() - step.weightBytes();
        return new Cost(
                median(rounds.stream().mapToLong(times -> times[index]).toArray()),
                step.operations(),
                step.bytes(),
                step.operations() / (limits.gflops() * 1e6) * (wide ? 2 : 1),
                step.weightBytes() / (weights.gigabytes() * 1e6)
                        + moving / (limits.holding(moving / step.times()).gigabytes() * 1e6));
    }

    private static double median(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2e6;
    }

    static List<Spec> specs(List<Tensor> tensors) {
        return tensors.stream()
                .map(tensor -> new Spec(tensor.dtype(), tensor.shape()))
                .toList();
    }
}
