package dev.markhor.runtime;

import dev.markhor.binding.Memory;
import dev.markhor.binding.NativeMemory;
import dev.markhor.binding.ThreadPool;
import dev.markhor.graph.Spec;
import dev.markhor.memory.MemoryAccount;
import dev.markhor.memory.MemoryKind;
import dev.markhor.tensor.Buffers;
import dev.markhor.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Memory of one call in flight: the arena for intermediate results, which it has for the time of the call, the table of addresses, and
 * small staging areas for inputs and outputs that live on the Java heap, where native code cannot reach them.
 */
final class Workspace {
    private static final int SPACE_SHIFT = 56;
    private static final long SPACE_ARENA = 1;

    private final List<TableEntry> entries;
    private final List<Spec> inputSpecs;
    private final List<Spec> outputSpecs;
    private final NativeMemory table;
    private final LongBuffer addresses;
    private final NativeArray[] fixed;
    private final Staging[] staging;
    private final MemoryAccount account;
    private WeightSet entered; // whose arrays those are
    private WeightSet bound; // the same, once all is in the table
    private Staging stagedInput;
    private Staging stagedOutput;
    private NativeMemory arena;

    /** A piece of native memory and the view through which Java writes and reads it. */
    private record Staging(NativeMemory memory, ByteBuffer view, FloatBuffer floats) {
        static Staging of(long bytes, MemoryAccount account) {
            NativeMemory memory = account.allocate(MemoryKind.WORKSPACES, Math.max(64, bytes), "inputs and outputs");
            ByteBuffer view = memory.buffer(0, bytes);
            return new Staging(memory, view, view.asFloatBuffer());
        }
    }

    Workspace(List<TableEntry> entries, List<Spec> inputSpecs, List<Spec> outputSpecs, MemoryAccount account) {
        this.account = account;
        this.entries = entries;
        this.inputSpecs = inputSpecs;
        this.outputSpecs = outputSpecs;
        this.table = account.allocate(MemoryKind.WORKSPACES, Math.max(64, entries.size() * 8L), "a call's addresses");
        this.addresses = table.buffer(0, entries.size() * 8L).asLongBuffer();
        this.fixed = new NativeArray[entries.size()];
        this.staging = new Staging[entries.size()];
    }

    void setArena(NativeMemory memory) {
        arena = memory;
    }

    boolean hasArena() {
        return arena != null;
    }

    NativeMemory arenaMemory() {
        return arena;
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

    /** Fills the table and gives the buffers that {@link #finish} turns into results. */
    List<ByteBuffer> bind(List<Tensor> inputs, WeightSet weights, ThreadPool threads) {
        begin(weights);
        List<ByteBuffer> outputs = new ArrayList<>(outputSpecs.size());
        for (Spec spec : outputSpecs) {
            outputs.add(Buffers.allocate(bytes(spec)));
        }
        for (int i = 0; i < entries.size(); i++) {
            TableEntry entry = entries.get(i);
            if (entry instanceof TableEntry.Input input) {
                ByteBuffer data = inputs.get(input.index()).buffer();
                addresses.put(i, data.isDirect() ? Memory.address(data) : stage(i, data));
            } else if (entry instanceof TableEntry.Output output) {
                ByteBuffer data = outputs.get(output.index());
                addresses.put(
                        i,
                        data.isDirect()
                                ? Memory.address(data)
                                : area(i, data.capacity()).memory().address());
            } else {
                bindOther(i, entry, weights, threads);
            }
        }
        bind(weights);
        return outputs;
    }

    /** Fills in what is the same for all calls on these weights. */
    void prepare(WeightSet weights, ThreadPool threads) {
        begin(weights);
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i) instanceof TableEntry.Fixed fixed) {
                bindOther(i, fixed, weights, threads);
            }
        }
        bind(weights);
    }

    /** Fills the table for a call whose one input is staged, and whose one result is fetched. */
    void bindStaged(WeightSet weights, ThreadPool threads) {
        begin(weights);
        for (int i = 0; i < entries.size(); i++) {
            TableEntry entry = entries.get(i);
            if (entry instanceof TableEntry.Input input) {
                stagedInput = area(i, bytes(inputSpecs.get(input.index())));
                addresses.put(i, stagedInput.memory().address());
            } else if (entry instanceof TableEntry.Output output) {
                stagedOutput = area(i, bytes(outputSpecs.get(output.index())));
                addresses.put(i, stagedOutput.memory().address());
            } else {
                bindOther(i, entry, weights, threads);
            }
        }
        bind(weights);
    }

    /** Takes parts on to the next samples. */
    void move(List<Segment.Move> moves) {
        for (int i = 0; i < moves.size(); i++) { // no iterator: nothing is allocated
            Segment.Move move = moves.get(i);
            addresses.put(move.entry(), addresses.get(move.entry()) + move.bytes());
        }
    }

    /** Writes the staged input, unless the plan does not read it. */
    void stage(float[] input) {
        if (stagedInput != null) {
            stagedInput.floats().put(0, input, 0, input.length);
        }
    }

    /** As {@link #stage(float[])}; the buffer stays as it is. */
    void stage(FloatBuffer input) {
        if (stagedInput != null) {
            stagedInput.floats().put(0, input, input.position(), input.remaining());
        }
    }

    /** Reads the staged output, unless it has no elements. */
    void fetch(float[] output) {
        if (stagedOutput != null) {
            stagedOutput.floats().get(0, output, 0, output.length);
        }
    }

    /** As {@link #fetch(float[])}; the buffer's position stays. */
    void fetch(FloatBuffer output) {
        if (stagedOutput != null) {
            output.put(output.position(), stagedOutput.floats(), 0, output.remaining());
        }
    }

    /** @throws WeightSet.Gone if these weights are gone */
    private void begin(WeightSet weights) {
        if (bound != weights) {
            unbind();
            weights.enter();
            entered = weights;
        }
    }

    private void bind(WeightSet weights) {
        if (bound != weights) {
            weights.settle();
            bound = weights;
        }
    }

    /** Gives back the arrays of weights that are old, and of those whose binding failed. */
    void unbindUnlessCurrent() {
        if (bound == null || bound.isRetired()) {
            unbind();
        }
    }

    private void unbind() {
        bound = null;
        if (entered != null) {
            for (int i = 0; i < fixed.length; i++) {
                if (fixed[i] != null) {
                    entered.release(((TableEntry.Fixed) entries.get(i)).array(), fixed[i]);
                    fixed[i] = null;
                }
            }
            entered.settle();
            entered.leave();
            entered = null;
        }
    }

    private void bindOther(int i, TableEntry entry, WeightSet weights, ThreadPool threads) {
        if (entry instanceof TableEntry.Report) {
            Staging area = area(i, Long.BYTES);
            area.view().putLong(0, 0);
            addresses.put(i, area.memory().address());
        } else if (entry instanceof TableEntry.Part part) {
            addresses.put(i, resolve(part.whole()));
        } else if (bound != weights) {
            fixed[i] = weights.acquire(((TableEntry.Fixed) entry).array(), threads);
            addresses.put(i, fixed[i].address());
        }
    }

    /** Frees everything at once; no call uses it any more. */
    void close() {
        unbind();
        for (Staging area : staging) {
            if (area != null) {
                area.memory().close();
            }
        }
        table.close();
        if (arena != null) {
            arena.close();
        }
    }

    private static long bytes(Spec spec) {
        return spec.shape().size() * spec.dtype().bytes();
    }

    /** @throws IllegalArgumentException if a kernel reported a wrong input */
    void checkReports() {
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i) instanceof TableEntry.Report report
                    && staging[i].view().getLong(0) != 0) {
                throw new IllegalArgumentException(report.message());
            }
        }
    }

    /** Brings staged results to the heap. */
    List<Tensor> finish(List<ByteBuffer> outputs) {
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i) instanceof TableEntry.Output output
                    && !outputs.get(output.index()).isDirect()) {
                outputs.get(output.index()).duplicate().put(staging[i].view().duplicate());
            }
        }
        List<Tensor> tensors = new ArrayList<>(outputs.size());
        for (int i = 0; i < outputs.size(); i++) {
            tensors.add(
                    Tensor.adopt(outputSpecs.get(i).dtype(), outputSpecs.get(i).shape(), outputs.get(i)));
        }
        return tensors;
    }

    private long stage(int entry, ByteBuffer data) {
        Staging area = area(entry, data.capacity());
        area.view().duplicate().put(data);
        return area.memory().address();
    }

    private Staging area(int entry, long bytes) {
        if (staging[entry] == null) {
            staging[entry] = Staging.of(bytes, account);
        }
        return staging[entry];
    }
}
