package dev.markhor.binding;

import dev.markhor.binding.Recurrence.Cell;
import dev.markhor.binding.Recurrence.Extent;
import dev.markhor.binding.Recurrence.Function;
import dev.markhor.binding.Recurrence.States;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecurrenceTest {
    private static final Function TANH = Function.of(UnaryFunction.TANH);
    private static final Function SIGMOID = Function.of(UnaryFunction.SIGMOID);
    private static final ElementType[] TYPES = {ElementType.F32, ElementType.F64};
    private static final String[] RESULTS = {"outputs", "h", "c"};

    /** What is left out: bit 0 the first states, bit 1 the mask, bit 2 the bias. */
    private static NaiveRecurrence draw(Cell cell, Extent extent, Function activation, Function gate, int without) {
        Random random = new Random(extent.hashCode() * 31 + cell.ordinal());
        int state = (int) (extent.batch() * extent.units());
        int width = (int) (cell.gates() * extent.units());
        double[] kernel = Arrays64.random(random, extent.units() * width);
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = (float) (kernel[i] / Math.sqrt(extent.units()));
        }
        double[][] first = {Arrays64.random(random, state), Arrays64.random(random, state)};
        boolean[] mask = new boolean[(int) (extent.batch() * extent.steps())];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = random.nextInt(3) > 0;
        }
        return new NaiveRecurrence(
                cell,
                extent,
                activation,
                gate,
                Arrays64.random(random, extent.batch() * extent.steps() * width),
                kernel,
                cell == Cell.GRU && (without & 4) == 0 ? Arrays64.random(random, width) : null,
                (without & 1) == 0 ? first : null,
                (without & 2) == 0 ? mask : null);
    }

    private static void check(NaiveRecurrence naive) {
        double[][] expected = naive.run();
        for (ElementType type : TYPES) {
            for (int result = 0; result < (naive.cell() == Cell.LSTM ? 3 : 2); result++) {
                int wanted = result;
                ProductCase.check(
                        RESULTS[result] + " of " + naive.cell() + " " + naive.extent() + " " + naive.activation(),
                        type,
                        expected[result],
                        (arrays, y) -> instructions(naive, type, arrays, wanted, y));
            }
        }
    }

    private static Instruction[] instructions(
            NaiveRecurrence naive, ElementType type, Arrays64 arrays, int wanted, long target) {
        Extent extent = naive.extent();
        long[] results = new long[3];
        for (int i = 0; i < 3; i++) {
            long rows = extent.batch() * (i == 0 ? extent.steps() : 1);
            results[i] = i == wanted ? target : arrays.empty(rows * extent.units() * type.bytes());
        }
        long kernel = arrays.of(naive.kernel());
        int gates = naive.cell().gates();
        long packed = arrays.empty(
                Pack.gates(type, kernel, Operand.NONE, extent.units(), gates).packedBytes());
        double[][] first = naive.first();
        Recurrence recurrence = new Recurrence(
                naive.cell(),
                type,
                arrays.of(naive.x()),
                packed,
                naive.bias() == null ? Operand.NONE : arrays.of(naive.bias()),
                first == null ? States.NONE : new States(arrays.of(first[0]), arrays.of(first[1])),
                naive.mask() == null ? Operand.NONE : arrays.of(naive.mask()),
                results[0],
                new States(results[1], results[2]),
                arrays.empty(Recurrence.scratchBytes(naive.cell(), type, extent.batch(), extent.units())),
                extent,
                naive.activation(),
                naive.gate());
        return new Instruction[] {Pack.gates(type, kernel, packed, extent.units(), gates), recurrence};
    }

    @ParameterizedTest
    @EnumSource(Cell.class)
    void sizes(Cell cell) {
        int[] sizes = {1, 3, 4, 6, 8, 13, 16, 17, 31, 33, 67};
        for (int units : sizes) {
            for (int batch : new int[] {1, 2, 7, 13}) {
                int variant = units + batch;
                Extent extent = new Extent(batch, 1 + variant % 6, units, variant % 2 == 0, variant % 3 == 0);
                check(draw(cell, extent, TANH, SIGMOID, variant % 8));
            }
        }
    }

    /** Steps that are split among threads; kernels of several blocks. */
    @ParameterizedTest
    @EnumSource(Cell.class)
    void largeSizes(Cell cell) {
        check(draw(cell, new Extent(1, 3, 300, false, false), TANH, SIGMOID, 0));
        check(draw(cell, new Extent(9, 3, 260, true, false), TANH, SIGMOID, 2));
        check(draw(cell, new Extent(1, 2, 1030, false, false), TANH, SIGMOID, 1));
    }

    /** Every function, though only some have loops of their own. */
    @ParameterizedTest
    @EnumSource(Cell.class)
    void functions(Cell cell) {
        Extent extent = new Extent(2, 2, 19, false, false);
        Function[] states = {
            TANH,
            Function.of(UnaryFunction.RELU),
            new Function(UnaryFunction.RELU, 0.25, 6, 0.5),
            new Function(UnaryFunction.ELU, 0.5, 0, 0),
            new Function(UnaryFunction.AFFINE, 1, 0, 0),
            Function.of(UnaryFunction.SOFTSIGN)
        };
        Function[] gates = {
            SIGMOID,
            Function.of(UnaryFunction.HARD_SIGMOID),
            Function.of(UnaryFunction.HARD_SIGMOID_KERAS2),
            new Function(UnaryFunction.CLIP, 0.25, 0.75, 0)
        };
        for (Function state : states) {
            for (Function gate : gates) {
                check(draw(cell, extent, state, gate, 3));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Cell.class)
    void noSteps(Cell cell) {
        check(draw(cell, new Extent(2, 0, 5, false, false), TANH, SIGMOID, 0));
    }

    /** A step masked in every sample is skipped as a whole. */
    @Test
    void wholeStepsMasked() {
        for (boolean zero : new boolean[] {false, true}) {
            NaiveRecurrence drawn = draw(Cell.LSTM, new Extent(2, 5, 9, zero, zero), TANH, SIGMOID, 0);
            boolean[] mask = {false, true, false, true, false, false, true, false, false, false};
            check(new NaiveRecurrence(
                    drawn.cell(),
                    drawn.extent(),
                    drawn.activation(),
                    drawn.gate(),
                    drawn.x(),
                    drawn.kernel(),
                    drawn.bias(),
                    drawn.first(),
                    mask));
        }
    }

    /** Two sequences of one instruction, whether they run side by side or one after the other. */
    @Test
    void twoAtOnce() {
        for (int units : new int[] {5, 40, 530}) {
            NaiveRecurrence there = draw(Cell.LSTM, new Extent(3, 4, units, false, false), TANH, SIGMOID, 0);
            NaiveRecurrence back = draw(Cell.GRU, new Extent(2, 4, units + 1, true, true), TANH, SIGMOID, 0);
            for (ElementType type : TYPES) {
                ProductCase.check("first of two", type, there.run()[0], (arrays, y) -> {
                    Instruction[] a = instructions(there, type, arrays, 0, y);
                    Instruction[] b = instructions(back, type, arrays, 3, Operand.NONE);
                    return new Instruction[] {a[0], b[0], Recurrence.both((Recurrence) a[1], (Recurrence) b[1])};
                });
                ProductCase.check("second of two", type, back.run()[1], (arrays, y) -> {
                    Instruction[] a = instructions(there, type, arrays, 3, Operand.NONE);
                    Instruction[] b = instructions(back, type, arrays, 1, y);
                    return new Instruction[] {a[0], b[0], Recurrence.both((Recurrence) a[1], (Recurrence) b[1])};
                });
            }
        }
    }
}
