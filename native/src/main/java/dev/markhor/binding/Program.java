package dev.markhor.binding;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A finished program: instructions that run in one native call. Immutable, for any number of concurrent calls. */
public final class Program {
    /** Operations and bytes of which no kernel does fewer in some 10 milliseconds: shorter programs are never stopped, and cost no look. */
    private static final long LONG = 4_000_000;

    private final ByteBuffer words;
    private final long address;
    private final int count;
    private final int instructions;
    private final boolean isLong;

    /** @param work operations and bytes of all instructions */
    Program(long[] words, long work) {
        Kernels.load();
        instructions = check(words);
        count = words.length;
        isLong = work > LONG;
        this.words = ByteBuffer.allocateDirect(Math.max(8, words.length * 8)).order(ByteOrder.nativeOrder());
        this.words.asLongBuffer().put(words);
        address = Memory.address(this.words);
    }

    /** How many instructions there are. */
    private static int check(long[] words) {
        int instructions = 0;
        for (int i = 0; i < words.length; i += 1 + (int) (words[i] >>> 32)) {
            int opcode = (int) words[i];
            if (KernelLibrary.hasOpcode(opcode) == 0) {
                throw new IllegalStateException("The kernels library has no instruction " + opcode);
            }
            instructions++;
        }
        return instructions;
    }

    /**
     * Runs the program on the calling thread, helped by the pool's idle threads. The caller vouches for every address and size:
     * nothing is checked on the other side. If this thread is interrupted, a long program ends before its time: between two instructions,
     * or within one that takes long by itself. The thread stays interrupted.
     *
     * @param arena address of the workspace, a multiple of 64; may be 0 if no instruction uses it
     * @param table address of the table of addresses; may be 0 if no instruction uses it
     * @param pool threads that may help
     * @return true if the program ran to its end, false if this thread was interrupted
     */
    public boolean run(long arena, long table, ThreadPool pool) {
        int result;
        long threads = pool.enter();
        try {
            result = execute(isLong ? Thread.currentThread() : null, address, count, arena, table, threads);
        } finally {
            pool.leave();
            java.lang.ref.Reference.reachabilityFence(words);
        }
        checkWords(result);
        return result == 0;
    }

    /**
     * As {@link #run}, to its end, with a look at the clock behind each instruction.
     *
     * @return how many nanoseconds each took
     */
    public long[] runTimed(long arena, long table, ThreadPool pool) {
        ByteBuffer nanos = ByteBuffer.allocateDirect(instructions * Long.BYTES).order(ByteOrder.nativeOrder());
        int result;
        long threads = pool.enter();
        try {
            result = KernelLibrary.runTimed(address, count, arena, table, threads, Memory.address(nanos));
        } finally {
            pool.leave();
            java.lang.ref.Reference.reachabilityFence(words);
        }
        checkWords(result);
        long[] times = new long[instructions];
        nanos.asLongBuffer().get(times);
        return times;
    }

    private static void checkWords(int result) {
        if (result < 0) {
            throw new IllegalStateException("Malformed program at word " + (-result - 1));
        }
    }

    /** Words of the program. */
    public int length() {
        return count;
    }

    // By hand (src/jni/program.cpp): it asks the thread, if there is one, whether it is interrupted.
    private static native int execute(Thread thread, long words, long count, long arena, long table, long pool);
}
