package dev.markhor.compile;

import dev.markhor.tensor.Shape;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes tasks of loops do a part of the batch only. What nothing outside of the loop touches is there for one part at a time; of other
 * arrays the loop sees the part whose turn it is.
 */
final class BatchLoops {
    private final TaskGraph graph;

    private BatchLoops(TaskGraph graph) {
        this.graph = graph;
    }

    static void apply(TaskGraph graph, List<Loop> loops) {
        loops.forEach(new BatchLoops(graph)::apply);
    }

    private void apply(Loop loop) {
        Set<Storage> outside = new HashSet<>();
        for (int i = 0; i < graph.tasks().size(); i++) {
            if (!loop.holds(i)) {
                Task task = graph.tasks().get(i);
                task.reads().forEach(operand -> outside.add(operand.storage().whole()));
                task.outputs().forEach(operand -> outside.add(operand.storage().whole()));
            }
        }
        Map<Storage, Storage> parts = new IdentityHashMap<>();
        for (int i = loop.first(); i <= loop.last(); i++) {
            graph.tasks().get(i).mapOperands(operand -> part(operand, loop, parts, outside));
        }
    }

    private static Operand part(Operand operand, Loop loop, Map<Storage, Storage> parts, Set<Storage> outside) {
        if (operand.isWeight()) {
            return operand;
        }
        Storage whole = operand.storage();
        boolean inside = whole.place() == Storage.Place.ARENA && !outside.contains(whole);
        Storage part = parts.computeIfAbsent(whole, all -> {
            long bytes = all.bytes() / loop.times();
            return inside ? Storage.arena(bytes) : Storage.part(all, bytes);
        });
        long[] dims = operand.shape().dims();
        dims[0] /= loop.times();
        return new Operand(operand.spec().withShape(Shape.of(dims)), part);
    }
}
