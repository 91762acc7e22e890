package dev.markhor.binding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ProgramTest {
    private static ThreadPool pool;

    @BeforeAll
    static void open() {
        pool = ThreadPool.create(3);
    }

    @AfterAll
    static void close() {
        pool.close();
    }

    @Test
    void encodesHeaderAndWords() {
        long[] words = new ProgramWriter()
                .add(new Copy(Operand.arena(64), Operand.table(2), 12))
                .add(new Copy(Operand.NONE, Operand.arena(0), -1))
                .toArray();
        assertArrayEquals(
                new long[] {1 | 3L << 32, 1L << 56 | 64, 2L << 56 | 2, 12, 1 | 3L << 32, 0, 1L << 56, -1}, words);
    }

    @Test
    void encodesFloatsAndFlags() {
        ProgramWriter writer =
                new ProgramWriter().word(-1.5f).word(2.5).word(true).word(7);
        assertArrayEquals(
                new long[] {Float.floatToRawIntBits(-1.5f) & 0xffffffffL, Double.doubleToRawLongBits(2.5), 1, 7},
                writer.toArray());
    }

    @Test
    void refusesOffsetsOutOfRange() {
        assertThrows(IllegalArgumentException.class, () -> Operand.arena(-1));
        assertThrows(IllegalArgumentException.class, () -> Operand.table(1L << 56));
    }

    @Test
    void refusesUnknownInstruction() {
        Instruction unknown = new Instruction() {
            @Override
            public int opcode() {
                return 1023;
            }

            @Override
            public void encode(ProgramWriter writer) {}

            @Override
            public Work work() {
                return Work.of(0, 0);
            }
        };
        ProgramWriter writer = new ProgramWriter().add(unknown);
        assertThrows(IllegalStateException.class, writer::toProgram);
    }

    @Test
    void runsOnEveryInstructionSet() {
        Kernels.Isa best = Kernels.isa();
        byte[] bytes = new byte[3_000_001];
        new Random(1).nextBytes(bytes);
        ByteBuffer x = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
        ByteBuffer table = ByteBuffer.allocateDirect(8).order(ByteOrder.nativeOrder());
        table.putLong(0, Memory.address(x));
        try {
            for (Kernels.Isa isa : Kernels.supportedIsas()) {
                Kernels.forceIsa(isa);
                assertEquals(isa, Kernels.isa());
                try (NativeMemory arena = NativeMemory.allocate(2L * 3_000_064)) {
                    Program program = new ProgramWriter()
                            .add(new Copy(Operand.table(0), Operand.arena(0), bytes.length))
                            .add(new Copy(Operand.arena(0), Operand.arena(3_000_064), bytes.length))
                            .toProgram();
                    assertTrue(program.run(arena.address(), Memory.address(table), pool));
                    byte[] out = new byte[bytes.length];
                    arena.buffer(3_000_064, out.length).get(out);
                    assertArrayEquals(bytes, out);
                }
            }
        } finally {
            Kernels.forceIsa(best);
        }
    }

    @Test
    void longProgramsEndWhenTheirThreadIsInterrupted() {
        ProgramWriter writer = new ProgramWriter();
        for (int i = 0; i < 5_000; i++) { // some milliseconds each
            writer.add(new Copy(Operand.arena(0), Operand.arena(16 << 20), 16 << 20));
        }
        requireStopped(writer, 32 << 20);
    }

    @Test
    void longInstructionsEndWhenTheirThreadIsInterrupted() {
        requireStopped(
                new ProgramWriter()
                        .add(new Unary(
                                UnaryFunction.TANH,
                                ElementType.F64,
                                Operand.arena(0),
                                Operand.arena(0),
                                1 << 27,
                                0,
                                0,
                                0)),
                1L << 30);
    }

    private static void requireStopped(ProgramWriter writer, long arenaBytes) {
        Program program = writer.toProgram();
        try (NativeMemory arena = NativeMemory.allocate(arenaBytes)) {
            Thread.currentThread().interrupt();
            long start = System.nanoTime();
            assertFalse(program.run(arena.address(), 0, pool));
            assertTrue(System.nanoTime() - start < 500_000_000L);
            assertTrue(Thread.currentThread().isInterrupted());
        } finally {
            Thread.interrupted();
        }
    }

    @Test
    void shortProgramsRunToTheirEnd() {
        Program program =
                new ProgramWriter().add(new Copy(Operand.NONE, Operand.NONE, 0)).toProgram();
        Thread.currentThread().interrupt();
        try {
            assertTrue(program.run(0, 0, pool));
        } finally {
            assertTrue(Thread.interrupted());
        }
    }
}
