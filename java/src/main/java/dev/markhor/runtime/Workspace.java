package dev.markhor.runtime;

import dev.markhor.binding.Memory;
import dev.markhor.binding.NativeMemory;
import dev.markhor.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;

/** Memory of one call in flight: the arena for intermediate results and the table of addresses. */
final class Workspace {
    private static final int SPACE_SHIFT = 56;
    private static final long SPACE_ARENA = 1;

    private final List<TableEntry> entries;
    private final NativeMemory arena;
    private final NativeMemory table;
    private final LongBuffer addresses;
    private final List<NativeArray> fixed = new ArrayList<>();
    private WeightSet bound;

    Workspace(List<TableEntry> entries, long arenaBytes) {
        this.entries = entries;
        this.arena = NativeMemory.allocate(Math.max(64, arenaBytes));
        this.table = NativeMemory.allocate(Math.max(64, entries.size() * 8L));
        this.addresses = table.buffer(0, entries.size() * 8L).asLongBuffer();
    }

    long arena() {
        return arena.address();
    }

    long table() {
        return table.address();
    }

    long resolve(long operand) {
        long offset = operand & (1L << SPACE_SHIFT) - 1;
        return operand >>> SPACE_SHIFT == SPACE_ARENA ? arena.address() + offset : addresses.get((int) offset);
    }

    /** Fills the table; the arrays returned must stay reachable during the call. */
    List<NativeArray> bind(List<Tensor> inputs, List<ByteBuffer> outputs, WeightSet weights) {
        List<NativeArray> held = new ArrayList<>(inputs.size());
        if (bound != weights) {
            fixed.clear();
        }
        for (int i = 0; i < entries.size(); i++) {
            TableEntry entry = entries.get(i);
            if (entry instanceof TableEntry.Input input) {
                NativeArray array = NativeArray.of(inputs.get(input.index()));
                held.add(array);
                addresses.put(i, array.address());
            } else if (entry instanceof TableEntry.Output output) {
                addresses.put(i, Memory.address(outputs.get(output.index())));
            } else if (bound != weights) {
                NativeArray array = weights.array(((TableEntry.Fixed) entry).array());
                fixed.add(array);
                addresses.put(i, array.address());
            }
        }
        bound = weights;
        return held;
    }
}
