package dev.markhor.compile;

import dev.markhor.binding.Memory;
import dev.markhor.binding.ThreadPool;
import dev.markhor.graph.Op;
import dev.markhor.graph.Spec;
import dev.markhor.ops.Cast;
import dev.markhor.ops.JavaFunction;
import dev.markhor.ops.WeightDecoding;
import dev.markhor.reference.Reference;
import dev.markhor.runtime.NativeArray;
import dev.markhor.runtime.WeightArray;
import dev.markhor.runtime.WeightSet;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** The result of an op on weights alone: computed once for each weight set instead of in each call. */
record FoldedOp(Op op, List<WeightArray> inputs, List<Spec> specs, int output) implements WeightArray {
    /** Elements up to which the plain version of an op is fast enough. */
    private static final long MOST_ELEMENTS = 1 << 16;

    static boolean folds(Op op, List<Operand> inputs, List<Spec> outputs) {
        return !(op instanceof JavaFunction) // may give something else each time
                && !inputs.isEmpty()
                && areNumbers(inputs)
                && (decodes(op, inputs.get(0).dtype()) || isSmall(inputs, outputs))
                && Reference.supports(op);
    }

    private static boolean areNumbers(List<Operand> inputs) {
        for (Operand operand : inputs) {
            if (!operand.isWeight() || operand.dtype() == DType.STRING) {
                return false;
            }
        }
        return true;
    }

    /** Quantised weights become numbers once, and products then find a kernel that they can pack. */
    private static boolean decodes(Op op, DType stored) {
        return op instanceof WeightDecoding || op instanceof Cast && (stored == DType.INT8 || stored == DType.UINT8);
    }

    private static boolean isSmall(List<Operand> inputs, List<Spec> outputs) {
        return inputs.stream().allMatch(operand -> operand.shape().size() <= MOST_ELEMENTS)
                && outputs.stream().allMatch(spec -> spec.shape().size() <= MOST_ELEMENTS);
    }

    static FoldedOp of(Op op, List<Operand> inputs, int output) {
        return new FoldedOp(
                op,
                inputs.stream().map(Operand::array).toList(),
                inputs.stream().map(Operand::spec).toList(),
                output);
    }

    @Override
    public int hashCode() {
        return 31 * inputs.hashCode() + output;
    }

    @Override
    public NativeArray materialize(WeightSet weights, ThreadPool threads) {
        List<Tensor> tensors = new ArrayList<>();
        List<NativeArray> arrays = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            NativeArray array = weights.array(inputs.get(i), threads);
            arrays.add(array);
            Spec spec = specs.get(i);
            tensors.add(Tensor.adopt(spec.dtype(), spec.shape(), Memory.view(array.address(), Operand.bytes(spec))));
        }
        NativeArray result = weights.copy(Reference.evaluateAll(op, tensors).get(output));
        java.lang.ref.Reference.reachabilityFence(arrays);
        return result;
    }
}
