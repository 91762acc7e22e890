package dev.markhor.compile;

import dev.markhor.binding.Memory;
import dev.markhor.graph.Spec;
import dev.markhor.ops.BatchNorm;
import dev.markhor.ops.ConvTranspose;
import dev.markhor.runtime.NativeArray;
import dev.markhor.runtime.WeightArray;
import dev.markhor.runtime.WeightSet;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import java.nio.FloatBuffer;

/** Batch normalisation with constant statistics as {@code x * scale + shift}, alone or folded into the kernel and bias before it. */
final class FoldedNorm {
    private FoldedNorm() {}

    /** The parameters of one batch normalisation, each {@code [channels]}, float32. */
    record Norm(
            WeightArray mean, WeightArray variance, WeightArray gamma, WeightArray beta, double epsilon, int channels) {
        static Norm of(Task task) {
            return new Norm(
                    task.input(1).array(),
                    task.input(2).array(),
                    task.input(3).array(),
                    task.input(4).array(),
                    ((BatchNorm) task.op()).epsilon(),
                    (int) task.input(1).shape().size());
        }

        /** {@code gamma / sqrt(variance + epsilon)}. */
        double scale(WeightSet weights, int channel) {
            return floats(weights, gamma).get(channel)
                    / Math.sqrt(floats(weights, variance).get(channel) + epsilon);
        }

        FloatBuffer floats(WeightSet weights, WeightArray array) {
            return FoldedNorm.floats(weights.array(array), channels);
        }
    }

    /** {@code scale} of every channel. */
    record Scale(Norm norm) implements WeightArray {
        @Override
        public NativeArray materialize(WeightSet weights) {
            NativeArray array = NativeArray.allocate(norm.channels * 4L);
            FloatBuffer out = floats(array, norm.channels);
            for (int c = 0; c < norm.channels; c++) {
                out.put(c, (float) norm.scale(weights, c));
            }
            return array;
        }
    }

    /** {@code (bias - mean) * scale + beta} of every channel. */
    record Shift(Norm norm, WeightArray bias) implements WeightArray {
        @Override
        public NativeArray materialize(WeightSet weights) {
            NativeArray array = NativeArray.allocate(norm.channels * 4L);
            FloatBuffer out = floats(array, norm.channels);
            FloatBuffer mean = norm.floats(weights, norm.mean);
            FloatBuffer beta = norm.floats(weights, norm.beta);
            FloatBuffer old = bias == null ? null : norm.floats(weights, bias);
            for (int c = 0; c < norm.channels; c++) {
                double centred = (old == null ? 0 : old.get(c)) - (double) mean.get(c);
                out.put(c, (float) (centred * norm.scale(weights, c) + beta.get(c)));
            }
            return array;
        }
    }

    /**
     * A kernel with every output channel scaled.
     *
     * @param size elements of the kernel
     * @param inner elements behind the output channel in memory: 1 where it is the last dimension
     */
    record ScaledKernel(WeightArray kernel, Norm norm, long size, int inner) implements WeightArray {
        @Override
        public NativeArray materialize(WeightSet weights) {
            NativeArray array = NativeArray.allocate(size * 4);
            FloatBuffer in = floats(weights.array(kernel), (int) size);
            FloatBuffer out = floats(array, (int) size);
            float[] scale = new float[norm.channels];
            for (int c = 0; c < scale.length; c++) {
                scale[c] = (float) norm.scale(weights, c);
            }
            int i = 0;
            while (i < size) {
                for (int c = 0; c < scale.length; c++) {
                    for (int k = 0; k < inner; k++, i++) {
                        out.put(i, in.get(i) * scale[c]);
                    }
                }
            }
            return array;
        }
    }

    /** Folds {@code norm} into the kernel and bias of {@code task}. */
    static void fold(Task task, Task norm) {
        Norm parameters = Norm.of(norm);
        Operand kernel = task.input(1);
        int inner = task.op() instanceof ConvTranspose ? (int) kernel.shape().dim(-1) : 1;
        WeightArray scaled =
                new ScaledKernel(kernel.array(), parameters, kernel.shape().size(), inner);
        task.replaceInput(
                1,
                new Operand(
                        kernel.spec(), Storage.weight(scaled, kernel.storage().bytes())));
        WeightArray shift =
                new Shift(parameters, task.bias().map(Operand::array).orElse(null));
        Spec spec = new Spec(DType.FLOAT32, Shape.of(parameters.channels()));
        task.setBias(new Operand(spec, Storage.weight(shift, Operand.bytes(spec))));
    }

    private static FloatBuffer floats(NativeArray array, int count) {
        return Memory.view(array.address(), count * 4L).asFloatBuffer();
    }
}
