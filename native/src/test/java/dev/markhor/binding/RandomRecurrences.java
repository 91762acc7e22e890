package dev.markhor.binding;

import dev.markhor.binding.Recurrence.Cell;
import dev.markhor.binding.Recurrence.Extent;
import dev.markhor.binding.Recurrence.Function;
import dev.markhor.binding.Recurrence.States;

/** Random recurrent layers, one or two in an instruction. */
final class RandomRecurrences {
    private static final Function[] ACTIVATIONS = {
        Function.of(UnaryFunction.TANH),
        Function.of(UnaryFunction.RELU),
        new Function(UnaryFunction.ELU, 0.5, 0, 0),
        Function.of(UnaryFunction.SOFTSIGN)
    };
    private static final Function[] GATES = {
        Function.of(UnaryFunction.SIGMOID),
        Function.of(UnaryFunction.SIGMOID),
        Function.of(UnaryFunction.HARD_SIGMOID),
        Function.of(UnaryFunction.HARD_SIGMOID_KERAS2)
    };

    private record Drawn(Pack pack, Recurrence recurrence, NaiveRecurrence naive) {}

    private RandomRecurrences() {}

    private static Drawn draw(Dice dice, GuardedArrays arrays, ElementType type) {
        Cell cell = dice.pick(Cell.values());
        int units = dice.once(30) ? dice.between(250, 300) : dice.size(70);
        Extent extent =
                new Extent(dice.sizeOrNone(14), units > 100 ? 2 : dice.between(0, 6), units, dice.coin(), dice.coin());
        long state = extent.batch() * units;
        long width = (long) cell.gates() * units;
        long rows = extent.batch() * extent.steps();
        double most = 1 / Math.sqrt(units);
        double[] x = dice.reals(rows * width, -1, 1);
        double[] kernel = dice.reals(units * width, -most, most);
        double[] bias = cell == Cell.GRU && dice.coin() ? dice.reals(width, -1, 1) : null;
        double[][] first = dice.coin() ? null : new double[][] {dice.reals(state, -1, 1), dice.reals(state, -1, 1)};
        boolean[] mask = dice.coin() ? null : dice.booleans(rows);
        NaiveRecurrence naive = new NaiveRecurrence(
                cell, extent, dice.pick(ACTIVATIONS), dice.pick(GATES), x, kernel, bias, first, mask);
        long stored = arrays.of(type, kernel);
        long packed = arrays.packed(
                type, Pack.gates(type, stored, 0, units, cell.gates()).packedBytes());
        boolean memory = cell == Cell.LSTM;
        Recurrence recurrence = new Recurrence(
                cell,
                type,
                arrays.of(type, x),
                packed,
                bias == null ? Operand.NONE : arrays.of(type, bias),
                first == null
                        ? States.NONE
                        : new States(arrays.of(type, first[0]), memory ? arrays.of(type, first[1]) : Operand.NONE),
                mask == null ? Operand.NONE : arrays.of(mask),
                arrays.result(type, rows * units),
                new States(arrays.result(type, state), memory ? arrays.result(type, state) : Operand.NONE),
                arrays.scratch(Recurrence.scratchBytes(cell, type, extent.batch(), units)),
                extent,
                naive.activation(),
                naive.gate());
        return new Drawn(Pack.gates(type, stored, packed, units, cell.gates()), recurrence, naive);
    }

    static RandomCase recurrence(Dice dice, GuardedArrays arrays) {
        ElementType type = dice.once(3) ? ElementType.F64 : ElementType.F32;
        Drawn one = draw(dice, arrays, type);
        if (dice.once(3)) {
            Drawn other = draw(dice, arrays, type);
            return RandomCase.of(type, one.pack, other.pack, Recurrence.both(one.recurrence, other.recurrence))
                    .withTwin(other.recurrence.y(), other.naive.run()[0]);
        }
        return RandomCase.of(type, one.pack, one.recurrence)
                .withTwin(one.recurrence.y(), one.naive.run()[0]);
    }
}
