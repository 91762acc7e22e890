package dev.markhor.compile;

import dev.markhor.graph.Node;
import dev.markhor.graph.Op;
import dev.markhor.graph.Spec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Joins recurrences that do not depend on each other, such as the directions of a bidirectional layer, so that two threads may run them
 * side by side.
 */
final class RecurrencePairs {
    /** Two recurrent ops; operands and results of the first come first. */
    record Both(Op first, int firstInputs, int firstOutputs, Op second) implements Op {
        @Override
        public String name() {
            return first.name() + " and " + second.name();
        }

        @Override
        public List<Spec> infer(List<Spec> inputs) {
            List<Spec> outputs = new ArrayList<>(first.infer(inputs.subList(0, firstInputs)));
            outputs.addAll(second.infer(inputs.subList(firstInputs, inputs.size())));
            return outputs;
        }
    }

    private RecurrencePairs() {}

    static void join(List<Task> tasks) {
        for (int i = 0; i < tasks.size(); i++) {
            if (!RecurrenceLowering.has(tasks.get(i))) {
                continue;
            }
            int j = i + 1;
            while (j < tasks.size() && !isPartner(tasks, i, j)) {
                j++;
            }
            if (j < tasks.size()) {
                join(tasks, i, j);
            }
        }
    }

    /** One that reads nothing that comes from {@code first}, and has as many steps. */
    private static boolean isPartner(List<Task> tasks, int first, int candidate) {
        Task one = tasks.get(first);
        Task other = tasks.get(candidate);
        return RecurrenceLowering.has(other)
                && one.output().dtype() == other.output().dtype()
                && one.output().shape().dim(1) == other.output().shape().dim(1)
                && !neededFor(tasks, first, candidate).contains(one);
    }

    /** The tasks from {@code first} to before {@code last} that {@code last} depends on. */
    private static Set<Task> neededFor(List<Task> tasks, int first, int last) {
        Set<Storage> wanted = Collections.newSetFromMap(new IdentityHashMap<>());
        tasks.get(last).reads().forEach(operand -> wanted.add(operand.storage()));
        Set<Task> needed = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = last - 1; i >= first; i--) {
            Task task = tasks.get(i);
            if (task.outputs().stream().anyMatch(operand -> wanted.contains(operand.storage()))) {
                needed.add(task);
                task.reads().forEach(operand -> wanted.add(operand.storage()));
            }
        }
        return needed;
    }

    /** What the second needs moves before the first. */
    private static void join(List<Task> tasks, int first, int second) {
        Task one = tasks.get(first);
        Task other = tasks.get(second);
        Set<Task> needed = neededFor(tasks, first, second);
        List<Operand> inputs = new ArrayList<>(one.inputs());
        inputs.addAll(other.inputs());
        List<Operand> outputs = new ArrayList<>(one.outputs());
        outputs.addAll(other.outputs());
        List<Node> nodes = new ArrayList<>(one.nodes());
        nodes.addAll(other.nodes());
        Op both = new Both(one.op(), one.inputs().size(), one.outputs().size(), other.op());
        List<Task> ordered = new ArrayList<>();
        List<Task> between = tasks.subList(first + 1, second);
        between.stream().filter(needed::contains).forEach(ordered::add);
        ordered.add(new Task(nodes, both, inputs, outputs));
        between.stream().filter(task -> !needed.contains(task)).forEach(ordered::add);
        List<Task> part = tasks.subList(first, second + 1);
        part.clear();
        tasks.addAll(first, ordered);
    }
}
