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

/** Which lowering serves which op: a kernel where there is one for the types at hand, else the plain version in Java. */
final class Lowerings {
    private Lowerings() {}

    static Lowering of(Task task) {
        if (!(task.op() instanceof JavaFunction) && givesNothing(task)) {
            return (empty, emitter) -> {}; // nothing to compute; kernels need not think of it
        }
        Lowering kernel = kernel(task, task.op());
        return kernel == null ? Lowerings::inJava : kernel;
    }

    /** Whether a kernel does it. */
    static boolean hasKernel(Task task) {
        return kernel(task, task.op()) != null;
    }

    private static boolean givesNothing(Task task) {
        for (Operand result : task.outputs()) {
            if (!result.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /**
     * The lowering onto a kernel; null if there is none for the op and these types. What models have most comes first, and no map: it would
     * load the classes of all ops, and make objects for each, before the first model runs.
     */
    private static Lowering kernel(Task task, Op op) {
        if (op instanceof MatMul) {
            return ProductLowering.has(task) ? ProductLowering::lower : null;
        }
        if (op instanceof Conv) {
            return ConvLowering.has(task) ? ConvLowering::conv : null;
        }
        if (op instanceof DepthwiseConv) {
            return ConvLowering.has(task) ? ConvLowering::depthwise : null;
        }
        if (op instanceof Unary) {
            return ElementwiseLowering.hasUnary(task) ? ElementwiseLowering::unary : null;
        }
        if (op instanceof Binary) {
            return ElementwiseLowering.hasBinary(task) ? ElementwiseLowering::binary : null;
        }
        if (op instanceof Pool) {
            return ReductionLowering.isReal(task) ? WindowLowering::pool : null;
        }
        if (op instanceof Softmax) {
            return ReductionLowering.isReal(task) ? ReductionLowering::softmax : null;
        }
        if (op instanceof Reduce) {
            return ReductionLowering.hasReduce(task) ? ReductionLowering::reduce : null;
        }
        if (op instanceof BatchNorm) {
            return ElementwiseLowering.hasBatchNorm(task) ? ElementwiseLowering::batchNorm : null;
        }
        if (op instanceof LayerNorm) {
            return ReductionLowering.isReal(task) ? ReductionLowering::layerNorm : null;
        }
        if (op instanceof StridedProduct) {
            return ProductLowering::strided;
        }
        if (op instanceof Transpose) {
            return LayoutLowering.fits(task) ? LayoutLowering::transpose : null;
        }
        if (op instanceof Concat) {
            return LayoutLowering::concat;
        }
        if (op instanceof Pad) {
            return LayoutLowering.fits(task) ? LayoutLowering::pad : null;
        }
        if (op instanceof Slice) {
            return LayoutLowering.fits(task) ? LayoutLowering::slice : null;
        }
        if (op instanceof Cast) {
            return ElementwiseLowering::cast;
        }
        if (op instanceof CopyOp) {
            return ElementwiseLowering::copy;
        }
        if (op instanceof Where) {
            return ElementwiseLowering::where;
        }
        if (op instanceof Gather) {
            return LayoutLowering.hasGather(task) ? LayoutLowering::gather : null;
        }
        if (op instanceof ConvTranspose) {
            return ConvLowering.has(task) ? ConvLowering::transposed : null;
        }
        if (op instanceof Tile) {
            return LayoutLowering.fitsRepeated(task) ? LayoutLowering::tile : null;
        }
        if (op instanceof RepeatElements) {
            return LayoutLowering.fitsRepeated(task) ? LayoutLowering::repeat : null;
        }
        if (op instanceof BroadcastTo) {
            return task.output().shape().rank() <= 8 ? LayoutLowering::broadcast : null;
        }
        if (op instanceof Resize) {
            return WindowLowering.hasResize(task) ? WindowLowering::resize : null;
        }
        if (op instanceof Rfft) {
            return SignalLowering::rfft;
        }
        if (op instanceof Irfft) {
            return SignalLowering::irfft;
        }
        if (op instanceof Frame) {
            return SignalLowering::frame;
        }
        if (op instanceof Lstm) {
            return RecurrenceLowering.has(task) ? RecurrenceLowering::lower : null;
        }
        if (op instanceof Gru) {
            return RecurrenceLowering.has(task) ? RecurrenceLowering::lower : null;
        }
        if (op instanceof SimpleRnn) {
            return RecurrenceLowering.has(task) ? RecurrenceLowering::lower : null;
        }
        if (op instanceof RecurrencePairs.Both) {
            return RecurrenceLowering::lowerBoth;
        }
        if (op instanceof Scan) {
            return ScanLowering::lower;
        }
        return null;
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
