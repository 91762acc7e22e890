package dev.markhor.reference;

import dev.markhor.graph.Constant;
import dev.markhor.graph.Op;
import dev.markhor.graph.Spec;
import dev.markhor.ops.Band;
import dev.markhor.ops.BatchNorm;
import dev.markhor.ops.Binary;
import dev.markhor.ops.BroadcastTo;
import dev.markhor.ops.Bucketize;
import dev.markhor.ops.Cast;
import dev.markhor.ops.Concat;
import dev.markhor.ops.Conv;
import dev.markhor.ops.ConvTranspose;
import dev.markhor.ops.CountValues;
import dev.markhor.ops.CrossHash;
import dev.markhor.ops.Cumulate;
import dev.markhor.ops.DepthwiseConv;
import dev.markhor.ops.Dequantize;
import dev.markhor.ops.Frame;
import dev.markhor.ops.Gather;
import dev.markhor.ops.Gru;
import dev.markhor.ops.IndexOf;
import dev.markhor.ops.Irfft;
import dev.markhor.ops.JavaFunction;
import dev.markhor.ops.LayerNorm;
import dev.markhor.ops.Lstm;
import dev.markhor.ops.MatMul;
import dev.markhor.ops.OverlapAndAdd;
import dev.markhor.ops.Pad;
import dev.markhor.ops.Pool;
import dev.markhor.ops.Reduce;
import dev.markhor.ops.RepeatElements;
import dev.markhor.ops.Reshape;
import dev.markhor.ops.Resize;
import dev.markhor.ops.Rfft;
import dev.markhor.ops.RoundFloat8;
import dev.markhor.ops.SimpleRnn;
import dev.markhor.ops.SizedOp;
import dev.markhor.ops.Slice;
import dev.markhor.ops.Softmax;
import dev.markhor.ops.Sparsemax;
import dev.markhor.ops.TakeAlongAxis;
import dev.markhor.ops.Tile;
import dev.markhor.ops.TokenAt;
import dev.markhor.ops.Tokenize;
import dev.markhor.ops.TopK;
import dev.markhor.ops.Transpose;
import dev.markhor.ops.Unary;
import dev.markhor.ops.UnpackInt4;
import dev.markhor.ops.Where;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The plain meaning of every op, in Java, one element at a time, computed in double precision. Slow and short: it is what the fast
 * kernels are compared with, and what runs for types they do not have.
 */
public final class Reference {
    /** One op on arrays of doubles. */
    interface Kernel<O extends Op> {
        Array compute(O op, List<Array> inputs, Spec output);
    }

    /** One op with several outputs. */
    interface MultiKernel<O extends Op> {
        List<Array> compute(O op, List<Array> inputs, List<Spec> outputs);
    }

    /** One op on tensors: for types that doubles do not hold. */
    interface TensorKernel<O extends Op> {
        Tensor compute(O op, List<Tensor> inputs);
    }

    private static final Map<Class<? extends Op>, MultiKernel<?>> KERNELS = new HashMap<>();
    private static final Map<Class<? extends Op>, TensorKernel<?>> TENSOR_KERNELS = new HashMap<>();
    private static final Set<Class<? extends Op>> MOVES = Set.of(
            Reshape.class,
            BroadcastTo.class,
            TakeAlongAxis.class,
            Transpose.class,
            Slice.class,
            Concat.class,
            Gather.class,
            Tile.class,
            RepeatElements.class);

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
        register(Gather.class, Indexed::gather);
        register(Tile.class, Movement::tile);
        register(RepeatElements.class, Movement::repeat);
        register(Band.class, (op, inputs, output) -> Array.of(op.mask(output.shape())));
        register(BroadcastTo.class, Movement::broadcast);
        register(TakeAlongAxis.class, Indexed::takeAlongAxis);
        register(Cumulate.class, Indexed::cumulate);
        registerMulti(TopK.class, Indexed::topK);
        registerMulti(Rfft.class, Signals::rfft);
        register(Irfft.class, Signals::irfft);
        register(Frame.class, Signals::frame);
        register(OverlapAndAdd.class, Signals::overlapAndAdd);
        register(CountValues.class, Categories::countValues);
        register(Bucketize.class, Categories::bucketize);
        registerMulti(Lstm.class, Recurrences::lstm);
        registerMulti(Gru.class, Recurrences::gru);
        registerMulti(SimpleRnn.class, Recurrences::simpleRnn);
        registerTensor(Cast.class, (op, inputs) -> inputs.get(0).cast(op.dtype()));
        registerTensor(IndexOf.class, Lookups::indexOf);
        registerTensor(CrossHash.class, Lookups::crossHash);
        registerTensor(TokenAt.class, Lookups::tokenAt);
        registerTensor(Tokenize.class, Texts::tokenize);
        registerTensor(UnpackInt4.class, (op, inputs) -> Quantized.unpackInt4(op, inputs.get(0)));
        registerTensor(Dequantize.class, Quantized::dequantize);
        registerTensor(RoundFloat8.class, Quantized::roundFloat8);
    }

    private Reference() {}

    private static <O extends Op> void register(Class<O> type, Kernel<O> kernel) {
        registerMulti(type, (op, inputs, outputs) -> List.of(kernel.compute(op, inputs, outputs.get(0))));
    }

    private static <O extends Op> void registerMulti(Class<O> type, MultiKernel<O> kernel) {
        KERNELS.put(type, kernel);
    }

    private static <O extends Op> void registerTensor(Class<O> type, TensorKernel<O> kernel) {
        TENSOR_KERNELS.put(type, kernel);
    }

    /** Whether there is a plain version of this op. */
    public static boolean supports(Op op) {
        return op instanceof Constant
                || op instanceof JavaFunction
                || op instanceof SizedOp
                || TENSOR_KERNELS.containsKey(op.getClass())
                || KERNELS.containsKey(op.getClass());
    }

    /**
     * The first output.
     *
     * @throws IllegalArgumentException if the op is not known here, or the inputs do not fit
     */
    public static <O extends Op> Tensor evaluate(O op, List<Tensor> inputs) {
        return evaluateAll(op, inputs).get(0);
    }

    /**
     * Every output.
     *
     * @throws IllegalArgumentException if the op is not known here, or the inputs do not fit
     */
    @SuppressWarnings("unchecked")
    public static <O extends Op> List<Tensor> evaluateAll(O op, List<Tensor> inputs) {
        TensorKernel<O> onTensors = (TensorKernel<O>) TENSOR_KERNELS.get(op.getClass());
        if (onTensors != null) {
            return List.of(onTensors.compute(op, inputs));
        }
        if (op instanceof Constant constant) {
            return List.of(constant.tensor());
        }
        if (op instanceof SizedOp sized) {
            Op resolved = sized.resolved(specs(inputs));
            return evaluateAll(resolved, resolved instanceof Constant ? List.of() : inputs.subList(0, 1));
        }
        if (op instanceof JavaFunction function) {
            return function.run(inputs);
        }
        if (inputs.stream().anyMatch(input -> input.dtype() == DType.STRING)) {
            return List.of(ofStrings(op, inputs));
        }
        MultiKernel<O> kernel = (MultiKernel<O>) KERNELS.get(op.getClass());
        if (kernel == null) {
            throw new IllegalArgumentException("no reference for " + op);
        }
        List<Spec> outputs = op.infer(specs(inputs));
        List<Array> results = kernel.compute(op, inputs.stream().map(Array::of).toList(), outputs);
        List<Tensor> tensors = new ArrayList<>(results.size());
        for (int i = 0; i < results.size(); i++) {
            tensors.add(results.get(i).toTensor(outputs.get(i).dtype()));
        }
        return tensors;
    }

    private static List<Spec> specs(List<Tensor> inputs) {
        return inputs.stream().map(t -> new Spec(t.dtype(), t.shape())).toList();
    }

    private static Tensor ofStrings(Op op, List<Tensor> inputs) {
        if (!MOVES.contains(op.getClass())) {
            throw new IllegalArgumentException(op.name() + " is not defined for strings");
        }
        return Texts.move(op, inputs);
    }
}
