package dev.markhor.binding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The kernels that measure the machine do what they say they do, and the clock between instructions runs. */
class LimitsTest {
    private static final List<ThreadPool> POOLS =
            Stream.concat(Stream.of(TestPools.ONE), TestPools.SEVERAL.stream()).toList();
    private static Kernels.Isa before;

    static Iterable<Kernels.Isa> isas() {
        return Kernels.supportedIsas();
    }

    @BeforeAll
    static void remember() {
        before = Kernels.isa();
    }

    @AfterAll
    static void putBack() {
        Kernels.forceIsa(before);
    }

    /** Each piece adds 1e-9 in every multiply-add. */
    @ParameterizedTest
    @MethodSource("isas")
    void multiplyAddsAreDone(Kernels.Isa isa) {
        Kernels.forceIsa(isa);
        int pieces = 3;
        long operations = 2 * 16 * 12 * 1000;
        try (NativeMemory arena = NativeMemory.allocate(64)) {
            for (ThreadPool threads : POOLS) {
                run(new MultiplyAddLimit(Operand.arena(0), pieces, operations), arena, threads);
                FloatBuffer sums = arena.buffer(0, 4 * pieces).asFloatBuffer();
                for (int i = 0; i < pieces; i++) {
                    assertEquals(operations / 2 * 1e-9, sums.get(i), 1e-6);
                    sums.put(i, 0);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("isas")
    void everythingIsRead(Kernels.Isa isa) {
        Kernels.forceIsa(isa);
        int pieces = 3;
        int floats = 128 * 5;
        try (NativeMemory arena = NativeMemory.allocate(4L * pieces * floats + 64)) {
            FloatBuffer values = arena.buffer(0, 4L * pieces * floats).asFloatBuffer();
            for (int i = 0; i < pieces * floats; i++) {
                values.put(i, i % 7);
            }
            long sums = 4L * pieces * floats;
            for (ThreadPool threads : POOLS) {
                run(new ReadLimit(Operand.arena(0), Operand.arena(sums), pieces, 4L * floats, 2), arena, threads);
                for (int piece = 0; piece < pieces; piece++) {
                    float expected = 0;
                    for (int i = 0; i < floats; i++) {
                        expected += 2 * values.get(piece * floats + i);
                    }
                    FloatBuffer read = arena.buffer(sums, 4 * pieces).asFloatBuffer();
                    assertEquals(expected, read.get(piece), "piece " + piece);
                    read.put(piece, 0);
                }
            }
        }
    }

    @Test
    void everyInstructionIsTimed() {
        try (NativeMemory arena = NativeMemory.allocate(64)) {
            Program program = new ProgramWriter()
                    .add(new MultiplyAddLimit(Operand.arena(0), 1, 1_000_000))
                    .add(new Copy(Operand.arena(0), Operand.arena(32), 4))
                    .add(new MultiplyAddLimit(Operand.arena(4), 1, 4_000_000))
                    .toProgram();
            long start = System.nanoTime();
            long[] nanos = program.runTimed(arena.address(), 0, TestPools.TWO);
            long whole = System.nanoTime() - start;
            assertEquals(3, nanos.length);
            long sum = 0;
            for (long time : nanos) {
                assertTrue(time >= 0, Arrays.toString(nanos));
                sum += time;
            }
            assertTrue(nanos[0] > 0 && nanos[2] > 0 && sum <= whole, Arrays.toString(nanos) + " of " + whole);
            FloatBuffer results = arena.buffer(0, 64).asFloatBuffer();
            assertEquals(results.get(0), results.get(8));
        }
    }

    private static void run(Instruction instruction, NativeMemory arena, ThreadPool threads) {
        new ProgramWriter().add(instruction).toProgram().run(arena.address(), 0, threads);
    }
}
