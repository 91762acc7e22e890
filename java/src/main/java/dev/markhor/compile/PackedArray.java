package dev.markhor.compile;

import dev.markhor.binding.NativeMemory;
import dev.markhor.binding.Operand;
import dev.markhor.binding.Packing;
import dev.markhor.binding.ProgramWriter;
import dev.markhor.binding.ThreadPool;
import dev.markhor.runtime.Interrupts;
import dev.markhor.runtime.NativeArray;
import dev.markhor.runtime.WeightArray;
import dev.markhor.runtime.WeightSet;
import java.nio.LongBuffer;
import java.util.Optional;

/**
 * A constant matrix or kernel in the layout that a native kernel reads.
 *
 * @param scale a factor for each column, which the columns are multiplied by on their way
 * @param pack from {@link #SOURCE} to {@link #TARGET}, with the factors at {@link #SCALE}
 */
record PackedArray(WeightArray source, Optional<WeightArray> scale, Packing pack) implements WeightArray {
    static final long SOURCE = Operand.table(0);
    static final long TARGET = Operand.table(1);
    private static final long SCALE = Operand.table(2);
    private static final int ENTRIES = 3;

    /** A kernel that a batch normalisation scales is scaled while it is packed: no copy of it is made in between. */
    static PackedArray of(WeightArray source, Packing pack) {
        return source instanceof FoldedNorm.ScaledKernel scaled
                ? new PackedArray(scaled.kernel(), Optional.of(scaled.factors()), pack.withScale(SCALE))
                : new PackedArray(source, Optional.empty(), pack);
    }

    /** Few arrays are made of one source: that tells them apart well enough. */
    @Override
    public int hashCode() {
        return 31 * source.hashCode() + 1;
    }

    @Override
    public NativeArray materialize(WeightSet weights, ThreadPool threads) {
        NativeArray from = weights.array(source, threads);
        NativeArray factors = scale.isPresent() ? weights.array(scale.get(), threads) : null;
        NativeArray to = weights.allocate(pack.packedBytes());
        try (NativeMemory table = weights.scratch(ENTRIES * Long.BYTES)) {
            LongBuffer addresses =
                    table.buffer(0, ENTRIES * Long.BYTES).asLongBuffer().put(from.address());
            addresses.put(to.address()).put(factors == null ? 0 : factors.address());
            Interrupts.run(new ProgramWriter().add(pack).toProgram(), 0, table.address(), threads);
        }
        java.lang.ref.Reference.reachabilityFence(from);
        java.lang.ref.Reference.reachabilityFence(factors);
        return to;
    }
}
