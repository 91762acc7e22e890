import dev.markhor.binding.Instruction;
import dev.markhor.binding.NativeMemory;
import dev.markhor.binding.Operand;
import dev.markhor.binding.Packing;
import dev.markhor.binding.Program;
import dev.markhor.binding.ProgramWriter;
import dev.markhor.binding.ThreadPool;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The arrays that instructions work on: each an entry of a table of addresses. */
final class Arrays implements AutoCloseable {
    private final Random random = new Random(1);
    private final List<NativeMemory> arrays = new ArrayList<>();
    private final NativeMemory table = NativeMemory.allocate(64 * Long.BYTES);
    private final ThreadPool alone = ThreadPool.create(1);

    /** An operand of so many small numbers. */
    long floats(long count) {
        NativeMemory memory = NativeMemory.allocate(count * Float.BYTES + 64);
        FloatBuffer values = memory.buffer(0, count * Float.BYTES).asFloatBuffer();
        for (int i = 0; i < count; i++) {
            values.put(i, (random.nextFloat() - 0.5f) * 0.1f);
        }
        return add(memory);
    }

    /** An operand of so many bytes, whatever is in them. */
    long bytes(long count) {
        return add(NativeMemory.allocate(count + 64));
    }

    private long add(NativeMemory memory) {
        table.buffer(0, table.size()).asLongBuffer().put(arrays.size(), memory.address());
        arrays.add(memory);
        return Operand.table(arrays.size() - 1);
    }

    /** Runs an instruction that packs weights, whose place is {@code packed}. */
    long packed(java.util.function.LongFunction<Packing> packing) {
        long packed = bytes(packing.apply(Operand.NONE).packedBytes());
        program(packing.apply(packed)).run(0, table.address(), alone);
        return packed;
    }

    private static Program program(Instruction... instructions) {
        ProgramWriter writer = new ProgramWriter();
        for (Instruction instruction : instructions) {
            writer.add(instruction);
        }
        return writer.toProgram();
    }

    /** Milliseconds of one run by one thread: the least of many within about so many nanoseconds. */
    double millis(long budget, Instruction... instructions) {
        Program program = program(instructions);
        long least = Long.MAX_VALUE;
        long end = System.nanoTime() + budget;
        for (int run = 0; run < 3 || System.nanoTime() < end; run++) {
            long start = System.nanoTime();
            program.run(0, table.address(), alone);
            least = Math.min(least, System.nanoTime() - start);
        }
        return least * 1e-6;
    }

    @Override
    public void close() {
        arrays.forEach(NativeMemory::close);
        table.close();
        alone.close();
    }
}
