package dev.markhor.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.binding.Kernels;
import dev.markhor.execution.Backend;
import dev.markhor.execution.ExecutionOptions;
import dev.markhor.tensor.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How far apart the models under {@code golden/} are on two instruction sets: as near as each is to Keras. */
class InstructionSetsTest {
    private static final Kernels.Isa USUAL = Kernels.isa();

    private record Pair(GoldenCase golden, Kernels.Isa isa, Difference difference) {
        /** Each may be one tolerance from Keras. */
        boolean isNear() {
            return difference.isWithin(2 * golden.tolerance().orElse(Verification.DEFAULT_TOLERANCE));
        }

        @Override
        public String toString() {
            return String.format(
                    "%.1e %s %s%s",
                    difference.relative(),
                    golden.model(),
                    isa,
                    difference.problem().map(" "::concat).orElse(""));
        }
    }

    @AfterEach
    void restore() {
        Kernels.forceIsa(USUAL);
    }

    @Test
    void someAreNear() {
        compare(ThreadsTest.some());
    }

    @Tag("long")
    @Test
    void allAreNear() {
        compare(ThreadsTest.all());
    }

    private static void compare(Stream<GoldenCase> cases) {
        List<Pair> pairs = new ArrayList<>();
        cases.forEach(golden -> {
            List<Tensor> portable = run(golden, Kernels.Isa.PORTABLE);
            for (Kernels.Isa isa : Kernels.supportedIsas()) {
                pairs.add(new Pair(golden, isa, difference(run(golden, isa), portable)));
            }
        });
        assertTrue(pairs.size() > 100, () -> pairs.size() + " pairs");
        pairs.sort(Comparator.comparingDouble((Pair pair) -> pair.difference.relative())
                .reversed());
        long same = pairs.stream()
                .filter(pair -> pair.isa != Kernels.Isa.PORTABLE && pair.difference.relative() == 0)
                .count();
        System.out.println("instruction sets beside portable: " + pairs.size() + " runs, " + same
                + " others with the same bits; median "
                + pairs.get(pairs.size() / 2).difference.relative() + ", furthest "
                + pairs.subList(0, 10));
        assertEquals(List.of(), pairs.stream().filter(pair -> !pair.isNear()).toList());
    }

    private static List<Tensor> run(GoldenCase golden, Kernels.Isa isa) {
        Kernels.forceIsa(isa);
        return ThreadsTest.run(golden, new ExecutionOptions(1, Backend.NATIVE));
    }

    private static Difference difference(List<Tensor> some, List<Tensor> others) {
        assertEquals(others.size(), some.size());
        Difference worst = Difference.NONE;
        for (int i = 0; i < some.size(); i++) {
            worst = worst.and(Difference.between(some.get(i), others.get(i)));
        }
        return worst;
    }
}
