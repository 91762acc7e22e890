package dev.markhor.compile;

import dev.markhor.binding.ElementType;
import dev.markhor.binding.Pack;
import dev.markhor.binding.UnaryFunction;
import dev.markhor.graph.Op;
import dev.markhor.ops.Gru;
import dev.markhor.ops.Lstm;
import dev.markhor.ops.Recurrence;
import dev.markhor.ops.SimpleRnn;
import dev.markhor.ops.Unary;
import dev.markhor.runtime.WeightArray;
import dev.markhor.tensor.Shape;
import java.util.List;

/** Recurrent ops: a whole sequence is one instruction. Both backends use it. */
final class RecurrenceLowering {
    /** What the ops have in common. */
    private record Parts(
            dev.markhor.binding.Recurrence.Cell cell,
            Recurrence recurrence,
            Unary activation,
            Unary recurrentActivation,
            boolean biased) {
        static Parts of(Op op) {
            if (op instanceof Lstm lstm) {
                return new Parts(
                        dev.markhor.binding.Recurrence.Cell.LSTM,
                        lstm.recurrence(),
                        lstm.activation(),
                        lstm.recurrentActivation(),
                        false);
            }
            if (op instanceof Gru gru) {
                return new Parts(
                        gru.resetAfter()
                                ? dev.markhor.binding.Recurrence.Cell.GRU
                                : dev.markhor.binding.Recurrence.Cell.GRU_RESET_BEFORE,
                        gru.recurrence(),
                        gru.activation(),
                        gru.recurrentActivation(),
                        gru.resetAfter());
            }
            SimpleRnn simple = (SimpleRnn) op;
            return new Parts(
                    dev.markhor.binding.Recurrence.Cell.SIMPLE,
                    simple.recurrence(),
                    simple.activation(),
                    simple.activation(),
                    false);
        }
    }

    private RecurrenceLowering() {}

    static boolean has(Task task) {
        return isRecurrence(task.op()) && serves(task.op(), task.inputs());
    }

    static boolean isRecurrence(Op op) {
        return op instanceof Lstm || op instanceof Gru || op instanceof SimpleRnn;
    }

    private static boolean serves(Op op, List<Operand> inputs) {
        Parts parts = Parts.of(op);
        return Elements.isReal(inputs.get(0).dtype())
                && inputs.get(1).isWeight()
                && Epilogues.fits(parts.activation())
                && Epilogues.fits(parts.recurrentActivation());
    }

    static void lower(Task task, Emitter emitter) {
        emitter.add(instruction(task.op(), task.inputs(), task.outputs(), emitter));
    }

    /** Two that do not depend on each other, as one instruction. */
    static void lowerBoth(Task task, Emitter emitter) {
        RecurrencePairs.Both both = (RecurrencePairs.Both) task.op();
        int reads = both.firstInputs();
        int writes = both.firstOutputs();
        emitter.add(dev.markhor.binding.Recurrence.both(
                instruction(
                        both.first(),
                        task.inputs().subList(0, reads),
                        task.outputs().subList(0, writes),
                        emitter),
                instruction(
                        both.second(),
                        task.inputs().subList(reads, task.inputs().size()),
                        task.outputs().subList(writes, task.outputs().size()),
                        emitter)));
    }

    private static dev.markhor.binding.Recurrence instruction(
            Op op, List<Operand> inputs, List<Operand> outputs, Emitter emitter) {
        Parts parts = Parts.of(op);
        ElementType type = Elements.of(inputs.get(0).dtype());
        Shape y = outputs.get(0).shape();
        long units = y.dim(2);
        Pack pack = Pack.gates(
                type,
                PackedArray.SOURCE,
                PackedArray.TARGET,
                units,
                parts.cell().gates());
        WeightArray kernel = PackedArray.of(inputs.get(1).array(), pack);
        int next = parts.biased() ? 3 : 2;
        dev.markhor.binding.Recurrence.States first = dev.markhor.binding.Recurrence.States.NONE;
        if (parts.recurrence().initialState()) {
            first = states(inputs.subList(next, next + outputs.size() - 1), emitter);
        }
        return new dev.markhor.binding.Recurrence(
                parts.cell(),
                type,
                emitter.word(inputs.get(0)),
                emitter.word(kernel),
                parts.biased() ? emitter.word(inputs.get(2)) : dev.markhor.binding.Operand.NONE,
                first,
                parts.recurrence().masked()
                        ? emitter.word(inputs.get(inputs.size() - 1))
                        : dev.markhor.binding.Operand.NONE,
                emitter.word(outputs.get(0)),
                states(outputs.subList(1, outputs.size()), emitter),
                emitter.scratch(dev.markhor.binding.Recurrence.scratchBytes(parts.cell(), type, y.dim(0), units)),
                new dev.markhor.binding.Recurrence.Extent(
                        y.dim(0),
                        y.dim(1),
                        units,
                        parts.recurrence().goBackwards(),
                        parts.recurrence().zeroOutputForMask()),
                function(parts.activation()),
                function(parts.recurrentActivation()));
    }

    private static dev.markhor.binding.Recurrence.States states(List<Operand> states, Emitter emitter) {
        return new dev.markhor.binding.Recurrence.States(
                emitter.word(states.get(0)),
                states.size() > 1 ? emitter.word(states.get(1)) : dev.markhor.binding.Operand.NONE);
    }

    private static dev.markhor.binding.Recurrence.Function function(Unary function) {
        UnaryFunction code = UnaryFunction.valueOf(function.function().name());
        return new dev.markhor.binding.Recurrence.Function(code, function.a(), function.b(), function.c());
    }
}
