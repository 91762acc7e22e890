package dev.markhor.reference;

import dev.markhor.graph.Op;
import dev.markhor.graph.Spec;
import dev.markhor.ops.BatchNorm;
import dev.markhor.ops.Binary;
import dev.markhor.ops.Cast;
import dev.markhor.ops.Concat;
import dev.markhor.ops.Conv;
import dev.markhor.ops.ConvTranspose;
import dev.markhor.ops.DepthwiseConv;
import dev.markhor.ops.Gather;
import dev.markhor.ops.LayerNorm;
import dev.markhor.ops.MatMul;
import dev.markhor.ops.Pad;
import dev.markhor.ops.Pool;
import dev.markhor.ops.Reduce;
import dev.markhor.ops.RepeatElements;
import dev.markhor.ops.Reshape;
import dev.markhor.ops.Resize;
import dev.markhor.ops.Slice;
import dev.markhor.ops.Softmax;
import dev.markhor.ops.Sparsemax;
import dev.markhor.ops.Tile;
import dev.markhor.ops.Transpose;
import dev.markhor.ops.Unary;
import dev.markhor.ops.Where;
import dev.markhor.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The plain meaning of every op, in Java, one element at a time, computed in double precision. Slow and short: it is what the fast
 * kernels are compared with, and what runs for types they do not have.
 */
public final class Reference {
    /** One op on arrays of doubles. */
    interface Kernel<O extends Op> {
        Array compute(O op, List<Array> inputs, Spec output);
    }

    private static final Map<Class<? extends Op>, Kernel<?>> KERNELS = new HashMap<>();

    static {
        register(Unary.class, Elementwise::unary);
        register(Binary.class, Elementwise::binary);
        register(Where.class, Elementwise::where);
        register(Reduce.class, Reductions::reduce);
        register(Softmax.class, Reductions::softmax);
        register(Sparsemax.class, Reductions::sparsemax);
        register(BatchNorm.class, Reductions::batchNorm);
        register(LayerNorm.class, Reductions::layerNorm);
        register(MatMul.class, Products::matMul);
        register(Conv.class, Products::conv);
        register(DepthwiseConv.class, Products::depthwise);
        register(ConvTranspose.class, Products::transposed);
        register(Pool.class, Windows::pool);
        register(Resize.class, Windows::resize);
        register(Pad.class, Movement::pad);
        register(Slice.class, Movement::slice);
        register(Reshape.class, Movement::reshape);
        register(Transpose.class, Movement::transpose);
        register(Concat.class, Movement::concat);
        register(Gather.class, Movement::gather);
        register(Tile.class, Movement::tile);
        register(RepeatElements.class, Movement::repeat);
    }

    private Reference() {}

    private static <O extends Op> void register(Class<O> type, Kernel<O> kernel) {
        KERNELS.put(type, kernel);
    }

    /** Whether there is a plain version of this op. */
    public static boolean supports(Op op) {
        return op instanceof Cast || KERNELS.containsKey(op.getClass());
    }

    /** @throws IllegalArgumentException if the op is not known here, or the inputs do not fit */
    @SuppressWarnings("unchecked")
    public static <O extends Op> Tensor evaluate(O op, List<Tensor> inputs) {
        if (op instanceof Cast cast) {
            return inputs.get(0).cast(cast.dtype());
        }
        Kernel<O> kernel = (Kernel<O>) KERNELS.get(op.getClass());
        if (kernel == null) {
            throw new IllegalArgumentException("no reference for " + op);
        }
        Spec output = op.infer(
                        inputs.stream().map(t -> new Spec(t.dtype(), t.shape())).toList())
                .get(0);
        return kernel.compute(op, inputs.stream().map(Array::of).toList(), output)
                .toTensor(output.dtype());
    }
}
