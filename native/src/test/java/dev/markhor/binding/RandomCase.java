package dev.markhor.binding;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * A random program and how its results on one instruction set may differ from those on another.
 *
 * @param tolerance of the largest result, or of 1; NaN: results are not compared
 * @param target the operand that holds {@code expected}
 * @param expected what a naive twin computes, or null
 */
record RandomCase(String name, List<Instruction> program, double tolerance, long target, double[] expected) {
    private static final double F32_TOLERANCE = 3e-5;
    private static final double F64_TOLERANCE = 1e-12;

    static RandomCase of(ElementType type, Instruction... program) {
        double tolerance = type == ElementType.F64 ? F64_TOLERANCE : F32_TOLERANCE;
        Instruction last = program[program.length - 1];
        return new RandomCase(last.kernelName() + " " + last, List.of(program), tolerance, 0, null);
    }

    RandomCase withTwin(long operand, double[] values) {
        return new RandomCase(name, program, tolerance, operand, values);
    }

    RandomCase withTolerance(double value) {
        return new RandomCase(name, program, value, target, expected);
    }

    /** Only that no array is left and that threads change nothing. */
    RandomCase notCompared() {
        return withTolerance(Double.NaN);
    }

    /** @throws AssertionError with what went wrong */
    void check(GuardedPrograms programs, GuardedArrays arrays) throws IOException {
        ProgramWriter writer = new ProgramWriter();
        program.forEach(writer::add);
        List<List<byte[]>> sets = programs.run(writer.toArray(), arrays);
        if (Double.isNaN(tolerance)) {
            return;
        }
        List<GuardedArrays.Array> results =
                arrays.all().stream().filter(GuardedArrays.Array::isResult).toList();
        for (int set = 0; set < sets.size(); set++) {
            String where = Kernels.Isa.values()[set].name();
            for (int i = 0; i < results.size(); i++) {
                ElementType type = results.get(i).type();
                boolean real = type == ElementType.F32 || type == ElementType.F64;
                byte[] first = sets.get(0).get(i);
                byte[] other = sets.get(set).get(i);
                if (real) {
                    double[] wanted = GuardedArrays.reals(type, first);
                    compare(wanted, GuardedArrays.reals(type, other), where + " differs from PORTABLE");
                } else if (!Arrays.equals(first, other)) {
                    throw new AssertionError(
                            where + " differs from PORTABLE, at byte " + Arrays.mismatch(first, other));
                }
            }
            if (expected != null) {
                GuardedArrays.Array array = arrays.all().get(arrays.index(target));
                byte[] found = sets.get(set).get(results.indexOf(array));
                compare(expected, GuardedArrays.reals(array.type(), found), where + " differs from the naive twin");
            }
        }
    }

    private void compare(double[] wanted, double[] found, String message) {
        double largest = 1;
        for (double value : wanted) {
            largest = Double.isFinite(value) ? Math.max(largest, Math.abs(value)) : largest;
        }
        for (int i = 0; i < wanted.length; i++) {
            boolean same = Double.isNaN(wanted[i]) && Double.isNaN(found[i]) || wanted[i] == found[i];
            if (!same && !(Math.abs(wanted[i] - found[i]) <= tolerance * largest)) {
                throw new AssertionError(message + ": result " + i + " is " + found[i] + ", not " + wanted[i]);
            }
        }
    }
}
