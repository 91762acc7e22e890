package dev.markhor.binding;

/** Measures what the machine can do at most by the instruction set in use, for a twentieth of a second each. */
public final class LimitsProbe {
    private static final long NANOS_EACH = 50_000_000;
    private static final long OPERATIONS = 20_000_000;
    private static final long READ_AT_ONCE = 4 << 20;
    private static final long BLOCK = 4096;

    private LimitsProbe() {}

    /** Multiply-adds in registers, 1e9 operations a second; a multiply-add is two. @param threads of the pool that take part */
    public static double gflops(ThreadPool pool, int threads) {
        try (NativeMemory sums = NativeMemory.allocate(threads * (long) Float.BYTES)) {
            MultiplyAddLimit work = new MultiplyAddLimit(Operand.arena(0), threads, OPERATIONS);
            return (double) work.work().operations() / leastNanos(work, sums, pool);
        }
    }

    /**
     * Reading, 1e9 bytes a second.
     *
     * @param threads of the pool that take part, each on memory of its own
     * @param bytes of all of them together: what is read again and again
     */
    public static double gigabytes(ThreadPool pool, int threads, long bytes) {
        long each = Math.max(BLOCK, bytes / threads / BLOCK * BLOCK);
        try (NativeMemory memory = NativeMemory.allocate(threads * (each + BLOCK))) {
            Memory.clear(memory.address(), memory.size());
            long times = Math.max(1, READ_AT_ONCE / each);
            ReadLimit work = new ReadLimit(Operand.arena(0), Operand.arena(threads * each), threads, each, times);
            return (double) work.work().bytes() / leastNanos(work, memory, pool);
        }
    }

    private static long leastNanos(Instruction work, NativeMemory arena, ThreadPool pool) {
        Program program = new ProgramWriter().add(work).toProgram();
        long least = Long.MAX_VALUE;
        long end = System.nanoTime() + NANOS_EACH;
        do {
            least = Math.min(least, program.runTimed(arena.address(), 0, pool)[0]);
        } while (System.nanoTime() < end);
        return Math.max(1, least);
    }
}
