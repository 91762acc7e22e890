package dev.markhor.binding;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Programs of every instruction with random shapes, strides and choices, each named by a number; {@code native/sanitize} runs them under
 * sanitizers.
 */
final class RandomPrograms {
    /** Draws the arrays and instructions of a program. */
    interface Family {
        RandomCase draw(Dice dice, GuardedArrays arrays);
    }

    private static final int MOST_FAILURES = 20;

    private static final List<Family> FAMILIES = List.of(
            RandomElements::copy,
            RandomElements::unary,
            RandomElements::binary,
            RandomElements::select,
            RandomElements::cast,
            RandomElements::fill,
            RandomElements::channelAffine,
            RandomFolds::reduce,
            RandomFolds::softmax,
            RandomFolds::layerNorm,
            RandomFolds::pool,
            RandomFolds::resize,
            RandomFolds::limit,
            RandomLayouts::stridedCopy,
            RandomLayouts::pad,
            RandomLayouts::gather,
            RandomProducts::pack,
            RandomProducts::winogradPack,
            RandomProducts::product,
            RandomProducts::vector,
            RandomProducts::rowsApart,
            RandomProducts::pairs,
            RandomConvolutions::convolution,
            RandomConvolutions::pixelsAtOnce,
            RandomConvolutions::transposed,
            RandomConvolutions::depthwise,
            RandomConvolutions::winograd,
            RandomRecurrences::recurrence);

    private RandomPrograms() {}

    /**
     * What came of a range of numbers.
     *
     * @param opcodes the numbers of all instructions that were run
     * @param failures what went wrong, with the number of each program: the first ones
     */
    record Outcome(Set<Integer> opcodes, List<String> failures) {}

    /** Runs the programs of these numbers, both included. */
    static Outcome run(Path executable, long first, long last) throws IOException {
        Outcome outcome = new Outcome(new TreeSet<>(), new ArrayList<>());
        long next = first;
        while (next <= last && outcome.failures.size() < MOST_FAILURES) {
            try (GuardedPrograms programs = new GuardedPrograms(executable)) {
                boolean sound = true; // a process that failed may have ended
                for (; sound && next <= last; next++) {
                    sound = run(next, programs, outcome);
                }
            }
        }
        return outcome;
    }

    private static boolean run(long seed, GuardedPrograms programs, Outcome outcome) throws IOException {
        Dice dice = new Dice(seed);
        GuardedArrays arrays = new GuardedArrays(dice);
        RandomCase drawn = FAMILIES.get((int) (seed % FAMILIES.size())).draw(dice, arrays);
        drawn.program().forEach(instruction -> outcome.opcodes.add(instruction.opcode()));
        try {
            drawn.check(programs, arrays);
            return true;
        } catch (AssertionError e) {
            outcome.failures.add("seed " + seed + ", " + drawn.name() + "\n  " + e.getMessage());
            return false;
        }
    }

    /** Arguments: the program made of guarded.cpp, and numbers as {@code 0..999}. */
    public static void main(String[] args) throws IOException {
        String[] range = args[1].split("\\.\\.");
        long first = Long.parseLong(range[0]);
        long last = Long.parseLong(range[range.length - 1]);
        List<String> failures = run(Path.of(args[0]), first, last).failures;
        failures.forEach(System.err::println);
        System.out.println("random programs " + args[1] + ": " + (failures.isEmpty() ? "ok" : "FAILED"));
        System.exit(failures.isEmpty() ? 0 : 1);
    }
}
