package dev.markhor.compile;

import dev.markhor.binding.NativeMemory;
import dev.markhor.binding.Operand;
import dev.markhor.binding.Packing;
import dev.markhor.binding.ProgramWriter;
import dev.markhor.runtime.NativeArray;
import dev.markhor.runtime.ThreadPools;
import dev.markhor.runtime.WeightArray;
import dev.markhor.runtime.WeightSet;
import java.nio.LongBuffer;

/**
 * A constant matrix or kernel in the layout that a native kernel reads.
 *
 * @param pack from {@link #SOURCE} to {@link #TARGET}
 */
record PackedArray(WeightArray source, Packing pack) implements WeightArray {
    static final long SOURCE = Operand.table(0);
    static final long TARGET = Operand.table(1);

    @Override
    public NativeArray materialize(WeightSet weights) {
        NativeArray from = weights.array(source);
        NativeArray to = NativeArray.allocate(pack.packedBytes());
        try (NativeMemory table = NativeMemory.allocate(2 * Long.BYTES)) {
            LongBuffer addresses = table.buffer(0, 2 * Long.BYTES).asLongBuffer();
            addresses.put(0, from.address()).put(1, to.address());
            new ProgramWriter().add(pack).toProgram().run(0, table.address(), ThreadPools.ofSize(1), 0);
        }
        java.lang.ref.Reference.reachabilityFence(from);
        return to;
    }
}
