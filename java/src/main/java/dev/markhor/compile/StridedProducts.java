package dev.markhor.compile;

import dev.markhor.graph.Node;
import dev.markhor.ops.MatMul;
import dev.markhor.ops.Transpose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Takes transposes into the products before and behind them, which can read and write rows at any distance. Attention has four of each
 * kind: heads come behind steps in its operands, and before them in its products.
 */
final class StridedProducts {
    private final List<Task> tasks;
    private final Map<Storage, Integer> readers;
    private final Map<Storage, Task> producer = new IdentityHashMap<>();
    private final Map<Storage, Task> consumer = new IdentityHashMap<>();
    private final Set<Task> gone = new HashSet<>();

    private StridedProducts(TaskGraph graph) {
        this.tasks = graph.tasks();
        this.readers = graph.readers();
        for (Task task : tasks) {
            for (Operand operand : task.reads()) {
                consumer.put(operand.storage(), task);
            }
            for (Operand operand : task.outputs()) {
                producer.put(operand.storage(), task);
            }
        }
    }

    static void apply(TaskGraph graph) {
        StridedProducts products = new StridedProducts(graph);
        for (int i = 0; i < products.tasks.size(); i++) {
            Task task = products.tasks.get(i);
            if (task.op() instanceof MatMul product && ProductLowering.isOfPairs(task)) {
                products.extend(i, task, product);
            }
        }
        products.tasks.removeAll(products.gone);
    }

    private void extend(int at, Task task, MatMul product) {
        Task before = transposeOf(task.input(0));
        Task beside = transposeOf(task.input(1));
        Task behind = transposeBehind(task.output());
        List<Task> absorbed =
                Stream.of(before, beside, behind).filter(t -> t != null).toList();
        if (absorbed.isEmpty()) {
            return;
        }
        List<Node> nodes = new ArrayList<>(task.nodes());
        absorbed.forEach(other -> nodes.addAll(other.nodes()));
        Task strided = new Task(
                nodes,
                new StridedProduct(
                        product,
                        axes(before, task.input(0)),
                        axes(beside, task.input(1)),
                        behind == null ? BatchPairs.inOrder(task.output()) : inverse(axes(behind, task.output()))),
                List.of(
                        before == null ? task.input(0) : before.input(0),
                        beside == null ? task.input(1) : beside.input(0)),
                behind == null ? task.outputs() : behind.outputs());
        if (BatchPairs.of(strided).isPresent()) {
            tasks.set(at, strided);
            gone.addAll(absorbed);
        }
    }

    /** The transpose that made an operand for this product alone. */
    private Task transposeOf(Operand operand) {
        Task made = producer.get(operand.storage());
        return made != null
                        && readers.getOrDefault(operand.storage(), 0) == 1
                        && made.output().is(operand)
                        && keepsRows(made)
                ? made
                : null;
    }

    /** The transpose that alone reads the result. */
    private Task transposeBehind(Operand result) {
        Task next = consumer.get(result.storage());
        return next != null
                        && readers.getOrDefault(result.storage(), 0) == 1
                        && next.input(0).is(result)
                        && keepsRows(next)
                ? next
                : null;
    }

    private static boolean keepsRows(Task task) {
        return task.op() instanceof Transpose transpose
                && transpose.axes().get(transpose.axes().size() - 1)
                        == transpose.axes().size() - 1;
    }

    private static List<Integer> axes(Task transpose, Operand operand) {
        return transpose == null ? BatchPairs.inOrder(operand) : ((Transpose) transpose.op()).axes();
    }

    private static List<Integer> inverse(List<Integer> axes) {
        Integer[] inverse = new Integer[axes.size()];
        for (int i = 0; i < inverse.length; i++) {
            inverse[axes.get(i)] = i;
        }
        return new ArrayList<>(Arrays.asList(inverse));
    }
}
