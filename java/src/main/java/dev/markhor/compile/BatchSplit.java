package dev.markhor.compile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides which tasks are done for how many samples at a time, so that what one writes is still in the caches when the next one reads it.
 * Weights are read again for each part of the batch, so that layers with few results and large kernels had better do all at once.
 *
 * <p>A search for the least cost over all tasks in order. Costs are bytes that come from memory.
 */
final class BatchSplit {
    /** So much a task may read and write for it to be found in the caches by the next one. */
    static final long NEAR = 2 << 20;
    /** Weights are read in order and fetched ahead. */
    private static final long WEIGHT_DISCOUNT = 4;
    /** What beginning a task once more costs: about a tenth of a microsecond. */
    private static final long BEGINNING = 4096;

    private static final double IMPOSSIBLE = Double.POSITIVE_INFINITY;

    private final TaskGraph graph;
    private final long near;
    private final long batch;
    /** How many samples at a time: all of them first. */
    private final List<Long> sizes = new ArrayList<>();

    private BatchSplit(TaskGraph graph, long near) {
        this.graph = graph;
        this.near = near;
        this.batch = graph.inputs().isEmpty() || graph.inputs().get(0).shape().rank() == 0
                ? 1
                : graph.inputs().get(0).shape().dim(0);
        // Not up to the batch, which may have millions of samples.
        for (long times = 1; times * times <= batch; times++) {
            if (batch % times == 0) {
                sizes.add(times);
                if (times * times < batch) {
                    sizes.add(batch / times);
                }
            }
        }
        sizes.sort(Comparator.reverseOrder());
    }

    /** Runs of tasks to do part by part. */
    static List<Loop> of(TaskGraph graph, long near) {
        BatchSplit split = new BatchSplit(graph, near);
        boolean large = graph.tasks().stream().anyMatch(task -> activations(task) > near);
        return large && split.sizes.size() > 1 ? split.loops(split.search()) : List.of();
    }

    /** The number of the best size for each task. */
    private int[] search() {
        List<Task> tasks = graph.tasks();
        long[] between = farBetween();
        double[] cost = new double[sizes.size()];
        int[][] before = new int[tasks.size()][sizes.size()];
        for (int i = 0; i < tasks.size(); i++) {
            int best = least(cost);
            double[] next = new double[sizes.size()];
            boolean independent = Independence.of(tasks.get(i), batch);
            for (int s = 0; s < next.length; s++) {
                boolean stays = cost[s] <= cost[best] + between[i];
                before[i][s] = stays ? s : best;
                next[s] = Math.min(cost[s], cost[best] + between[i])
                        + (s == 0 || independent ? cost(tasks.get(i), sizes.get(s)) : IMPOSSIBLE);
            }
            cost = next;
        }
        int[] chosen = new int[tasks.size()];
        int size = least(cost);
        for (int i = tasks.size() - 1; i >= 0; i--) {
            chosen[i] = size;
            size = before[i][size];
        }
        return chosen;
    }

    private static int least(double[] cost) {
        int best = 0;
        for (int s = 1; s < cost.length; s++) {
            best = cost[s] < cost[best] ? s : best;
        }
        return best;
    }

    private double cost(Task task, long size) {
        if (ConvLowering.differs(task, size, batch)) {
            return IMPOSSIBLE; // results shall have the same bits as those of all samples at once
        }
        long times = batch / size;
        long all = activations(task);
        double far = all / times > near ? all : 0;
        return far + times * ((double) weights(task) / WEIGHT_DISCOUNT + BEGINNING);
    }

    private static long activations(Task task) {
        long bytes = 0;
        for (Operand operand : task.reads()) {
            bytes += operand.isWeight() ? 0 : operand.storage().bytes();
        }
        for (Operand operand : task.outputs()) {
            bytes += operand.storage().bytes();
        }
        return bytes;
    }

    private static long weights(Task task) {
        long bytes = 0;
        for (Operand operand : task.reads()) {
            bytes += operand.isWeight() ? operand.storage().bytes() : 0;
        }
        return bytes;
    }

    /** What has to be written whole, and read again, if the size changes before each task. */
    private long[] farBetween() {
        List<Task> tasks = graph.tasks();
        Map<Storage, Integer> lastRead = new HashMap<>();
        for (int i = 0; i < tasks.size(); i++) {
            for (Operand operand : tasks.get(i).reads()) {
                lastRead.put(operand.storage(), i);
            }
        }
        long[] between = new long[tasks.size()];
        long[] dying = new long[tasks.size()];
        long living = 0;
        for (int i = 0; i < tasks.size(); i++) {
            between[i] = living > near ? 2 * living : 0;
            for (Operand made : tasks.get(i).outputs()) {
                int last = lastRead.getOrDefault(made.storage(), i);
                living += made.storage().bytes();
                dying[last] += made.storage().bytes();
            }
            living -= dying[i];
        }
        return between;
    }

    private List<Loop> loops(int[] chosen) {
        List<Loop> loops = new ArrayList<>();
        for (int first = 0, last; first < chosen.length; first = last + 1) {
            last = first;
            while (last + 1 < chosen.length && chosen[last + 1] == chosen[first]) {
                last++;
            }
            if (chosen[first] > 0) {
                loops.add(new Loop(first, last, batch / sizes.get(chosen[first])));
            }
        }
        return Collections.unmodifiableList(loops);
    }
}
