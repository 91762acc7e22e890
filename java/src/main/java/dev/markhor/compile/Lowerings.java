package dev.markhor.compile;

import dev.markhor.graph.Op;
import dev.markhor.ops.BatchNorm;
import dev.markhor.ops.Binary;
import dev.markhor.ops.BroadcastTo;
import dev.markhor.ops.Cast;
import dev.markhor.ops.Concat;
import dev.markhor.ops.Conv;
import dev.markhor.ops.ConvTranspose;
import dev.markhor.ops.DepthwiseConv;
import dev.markhor.ops.Frame;
import dev.markhor.ops.Gather;
import dev.markhor.ops.Gru;
import dev.markhor.ops.Irfft;
import dev.markhor.ops.JavaFunction;
import dev.markhor.ops.LayerNorm;
import dev.markhor.ops.Lstm;
import dev.markhor.ops.MatMul;
import dev.markhor.ops.Pad;
import dev.markhor.ops.Pool;
import dev.markhor.ops.Reduce;
import dev.markhor.ops.RepeatElements;
import dev.markhor.ops.Resize;
import dev.markhor.ops.Rfft;
import dev.markhor.ops.Scan;
import dev.markhor.ops.SimpleRnn;
import dev.markhor.ops.Slice;
import dev.markhor.ops.Softmax;
import dev.markhor.ops.Tile;
import dev.markhor.ops.Transpose;
import dev.markhor.ops.Unary;
import dev.markhor.ops.Where;
import dev.markhor.reference.Reference;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/** Which lowering serves which op: a kernel where there is one for the types at hand, else the plain version in Java. */
final class Lowerings {
    private record Entry(Predicate<Task> serves, Lowering lowering) {}

    private static final Map<Class<? extends Op>, Entry> ENTRIES = new HashMap<>();

    static {
        register(Unary.class, ElementwiseLowering::hasUnary, ElementwiseLowering::unary);
        register(Binary.class, ElementwiseLowering::hasBinary, ElementwiseLowering::binary);
        register(Where.class, task -> true, ElementwiseLowering::where);
        register(Cast.class, task -> true, ElementwiseLowering::cast);
        register(CopyOp.class, task -> true, ElementwiseLowering::copy);
        register(BatchNorm.class, ElementwiseLowering::hasBatchNorm, ElementwiseLowering::batchNorm);
        register(Reduce.class, ReductionLowering::hasReduce, ReductionLowering::reduce);
        register(Softmax.class, ReductionLowering::isReal, ReductionLowering::softmax);
        register(LayerNorm.class, ReductionLowering::isReal, ReductionLowering::layerNorm);
        register(StridedProduct.class, task -> true, ProductLowering::strided);
        register(MatMul.class, ProductLowering::has, ProductLowering::lower);
        register(Conv.class, ConvLowering::has, ConvLowering::conv);
        register(DepthwiseConv.class, ConvLowering::has, ConvLowering::depthwise);
        register(ConvTranspose.class, ConvLowering::has, ConvLowering::transposed);
        register(Transpose.class, LayoutLowering::fits, LayoutLowering::transpose);
        register(Slice.class, LayoutLowering::fits, LayoutLowering::slice);
        register(Concat.class, task -> true, LayoutLowering::concat);
        register(Tile.class, LayoutLowering::fitsRepeated, LayoutLowering::tile);
        register(RepeatElements.class, LayoutLowering::fitsRepeated, LayoutLowering::repeat);
        register(BroadcastTo.class, task -> task.output().shape().rank() <= 8, LayoutLowering::broadcast);
        register(Pad.class, LayoutLowering::fits, LayoutLowering::pad);
        register(Gather.class, LayoutLowering::hasGather, LayoutLowering::gather);
        register(Pool.class, ReductionLowering::isReal, WindowLowering::pool);
        register(Resize.class, WindowLowering::hasResize, WindowLowering::resize);
        register(Rfft.class, task -> true, SignalLowering::rfft);
        register(Irfft.class, task -> true, SignalLowering::irfft);
        register(Frame.class, task -> true, SignalLowering::frame);
        register(Lstm.class, RecurrenceLowering::has, RecurrenceLowering::lower);
        register(Gru.class, RecurrenceLowering::has, RecurrenceLowering::lower);
        register(SimpleRnn.class, RecurrenceLowering::has, RecurrenceLowering::lower);
        register(RecurrencePairs.Both.class, task -> true, RecurrenceLowering::lowerBoth);
        register(Scan.class, task -> true, ScanLowering::lower);
    }

    private Lowerings() {}

    private static void register(Class<? extends Op> op, Predicate<Task> serves, Lowering lowering) {
        ENTRIES.put(op, new Entry(serves, lowering));
    }

    static Lowering of(Task task) {
        if (!(task.op() instanceof JavaFunction) && task.outputs().stream().allMatch(Operand::isEmpty)) {
            return (empty, emitter) -> {}; // nothing to compute; kernels need not think of it
        }
        Entry entry = ENTRIES.get(task.op().getClass());
        return entry != null && entry.serves().test(task) ? entry.lowering() : Lowerings::inJava;
    }

    /** Whether an activation behind the task can be applied by its kernel. */
    static boolean clampsResults(Task task) {
        return task.op() instanceof BatchNorm && ElementwiseLowering.hasBatchNorm(task)
                || task.op() instanceof Binary && ElementwiseLowering.hasBinary(task);
    }

    private static void inJava(Task task, Emitter emitter) {
        if (!Reference.supports(task.op())) {
            throw new IllegalStateException("no kernel for " + task);
        }
        emitter.java(inputs -> Reference.evaluateAll(task.op(), inputs), task.inputs(), task.outputs());
    }
}
