package dev.markhor.compile;

import dev.markhor.graph.Constant;
import dev.markhor.graph.Graph;
import dev.markhor.graph.Node;
import dev.markhor.graph.Op;
import dev.markhor.graph.Parameter;
import dev.markhor.graph.Placeholder;
import dev.markhor.graph.Spec;
import dev.markhor.graph.Value;
import dev.markhor.ops.Band;
import dev.markhor.ops.Reshape;
import dev.markhor.ops.SizedOp;
import dev.markhor.runtime.ConstantArray;
import dev.markhor.runtime.RawWeight;
import dev.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** A graph for inputs of known shapes: tasks in order, operands with all dimensions known, reshapes resolved into shared storage. */
final class TaskGraph {
    private final List<Spec> inputs = new ArrayList<>();
    private final List<Operand> outputs = new ArrayList<>();
    private final List<Node> outputNodes = new ArrayList<>();
    private final List<Task> tasks = new ArrayList<>();

    private TaskGraph() {}

    /** @throws IllegalArgumentException if the shapes do not fit the graph */
    static TaskGraph of(Graph graph, List<Shape> inputShapes) {
        TaskGraph result = new TaskGraph();
        Map<Value, Operand> operands = new HashMap<>();
        for (int i = 0; i < inputShapes.size(); i++) {
            Spec spec = graph.inputs().get(i).spec().withShape(inputShapes.get(i));
            result.inputs.add(spec);
            operands.put(graph.inputs().get(i), new Operand(spec, Storage.input(i, Operand.bytes(spec))));
        }
        for (Node node : graph.nodes()) {
            result.add(node, operands);
        }
        for (Value output : graph.outputs()) {
            result.outputs.add(operands.get(output));
            result.outputNodes.add(output.node());
        }
        return result;
    }

    private void add(Node node, Map<Value, Operand> operands) {
        if (node.op() instanceof Placeholder) {
            return;
        }
        List<Operand> reads = new ArrayList<>();
        List<Spec> known = new ArrayList<>();
        for (Value input : node.inputs()) {
            reads.add(operands.get(input));
            known.add(operands.get(input).spec());
        }
        List<Spec> specs = node.op().infer(known);
        Op op = node.op();
        if (op instanceof SizedOp sized) { // the other operands mattered for their sizes only
            op = sized.resolved(known);
            reads = op instanceof Constant ? List.of() : reads.subList(0, 1);
        }
        if (op instanceof Parameter parameter) {
            Storage storage = Storage.weight(new RawWeight(parameter.weight()), Operand.bytes(specs.get(0)));
            operands.put(node.output(), new Operand(specs.get(0), storage));
        } else if (op instanceof Constant constant) {
            Storage storage = Storage.weight(new ConstantArray(constant.tensor()), Operand.bytes(specs.get(0)));
            operands.put(node.output(), new Operand(specs.get(0), storage));
        } else if (op instanceof Band band) {
            Storage storage = Storage.weight(new BandArray(band, specs.get(0).shape()), Operand.bytes(specs.get(0)));
            operands.put(node.output(), new Operand(specs.get(0), storage));
        } else if (op instanceof Reshape) {
            operands.put(node.output(), reads.get(0).reshaped(specs.get(0).shape()));
        } else if (FoldedOp.folds(op, reads, specs)) {
            for (int i = 0; i < specs.size(); i++) {
                Storage storage = Storage.weight(FoldedOp.of(op, reads, i), Operand.bytes(specs.get(i)));
                operands.put(node.outputs().get(i), new Operand(specs.get(i), storage));
            }
        } else {
            List<Operand> writes = new ArrayList<>();
            for (int i = 0; i < specs.size(); i++) {
                Operand write = new Operand(specs.get(i), Storage.arena(Operand.bytes(specs.get(i))));
                writes.add(write);
                operands.put(node.outputs().get(i), write);
            }
            tasks.add(new Task(List.of(node), op, reads, writes));
        }
    }

    List<Spec> inputs() {
        return inputs;
    }

    List<Operand> outputs() {
        return outputs;
    }

    List<Task> tasks() {
        return tasks;
    }

    /** Bytes of the largest array that a task writes. */
    long largestResult() {
        long largest = 0;
        for (Task task : tasks) {
            for (Operand result : task.outputs()) {
                largest = Math.max(largest, result.storage().bytes());
            }
        }
        return largest;
    }

    /** Bytes of all outputs. */
    long outputBytes() {
        long bytes = 0;
        for (Operand output : outputs) {
            bytes = Math.addExact(bytes, output.storage().bytes());
        }
        return bytes;
    }

    /** How often each storage is read, by tasks and as an output. */
    Map<Storage, Integer> readers() {
        Map<Storage, Integer> readers = new IdentityHashMap<>();
        for (Task task : tasks) {
            count(task.reads(), readers);
        }
        count(outputs, readers);
        return readers;
    }

    private static void count(List<Operand> read, Map<Storage, Integer> readers) {
        for (Operand operand : read) {
            readers.put(operand.storage(), readers.getOrDefault(operand.storage(), 0) + 1);
        }
    }

    /** Writes results straight to where the caller wants them, with a copy where one result is asked for twice or is an input. */
    void bindOutputs() {
        Map<Storage, Boolean> taken = new IdentityHashMap<>();
        Map<Storage, Boolean> written = new IdentityHashMap<>();
        for (Task task : tasks) {
            for (Operand result : task.outputs()) {
                written.put(result.storage(), true);
            }
        }
        for (int i = 0; i < outputs.size(); i++) {
            Operand output = outputs.get(i);
            if (!written.containsKey(output.storage()) || taken.putIfAbsent(output.storage(), true) != null) {
                Operand copy = new Operand(
                        output.spec(), Storage.arena(output.storage().bytes()));
                tasks.add(new Task(List.of(outputNodes.get(i)), new CopyOp(), List.of(output), List.of(copy)));
                outputs.set(i, copy);
                output = copy;
            }
            output.storage().becomeOutput(i);
        }
    }
}
