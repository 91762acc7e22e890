package dev.markhor.compile;

import dev.markhor.binding.ChannelAffine;
import dev.markhor.binding.Clamp;
import dev.markhor.binding.ElementType;
import dev.markhor.binding.Memory;
import dev.markhor.binding.NativeMemory;
import dev.markhor.binding.ProgramWriter;
import dev.markhor.binding.ThreadPool;
import dev.markhor.graph.Spec;
import dev.markhor.ops.BatchNorm;
import dev.markhor.ops.ConvTranspose;
import dev.markhor.runtime.Interrupts;
import dev.markhor.runtime.NativeArray;
import dev.markhor.runtime.WeightArray;
import dev.markhor.runtime.WeightSet;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;

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

        /** {@code gamma / sqrt(variance + epsilon)} of every channel. */
        double[] scales(WeightSet weights, ThreadPool threads) {
            float[] gammas = floats(weights, threads, gamma);
            float[] variances = floats(weights, threads, variance);
            double[] scales = new double[channels];
            for (int c = 0; c < channels; c++) {
                scales[c] = gammas[c] / Math.sqrt(variances[c] + epsilon);
            }
            return scales;
        }

        @Override
        public int hashCode() {
            return mean.hashCode();
        }

        /** A copy: array elements are read sooner than those of a buffer, until these are compiled. */
        float[] floats(WeightSet weights, ThreadPool threads, WeightArray array) {
            float[] copy = new float[channels];
            FoldedNorm.floats(weights.array(array, threads), channels).get(copy);
            return copy;
        }
    }

    /** {@code scale} of every channel. */
    record Scale(Norm norm) implements WeightArray {
        @Override
        public int hashCode() {
            return 31 * norm.hashCode() + 2;
        }

        @Override
        public NativeArray materialize(WeightSet weights, ThreadPool threads) {
            float[] out = new float[norm.channels];
            double[] scales = norm.scales(weights, threads);
            for (int c = 0; c < norm.channels; c++) {
                out[c] = (float) scales[c];
            }
            return array(weights, out);
        }
    }

    /** {@code (bias - mean) * scale + beta} of every channel. */
    record Shift(Norm norm, WeightArray bias) implements WeightArray {
        @Override
        public int hashCode() {
            return 31 * norm.hashCode() + 3;
        }

        @Override
        public NativeArray materialize(WeightSet weights, ThreadPool threads) {
            float[] out = new float[norm.channels];
            float[] mean = norm.floats(weights, threads, norm.mean);
            float[] beta = norm.floats(weights, threads, norm.beta);
            float[] old = bias == null ? new float[norm.channels] : norm.floats(weights, threads, bias);
            double[] scales = norm.scales(weights, threads);
            for (int c = 0; c < norm.channels; c++) {
                double centred = old[c] - (double) mean[c];
                out[c] = (float) (centred * scales[c] + beta[c]);
            }
            return array(weights, out);
        }
    }

    /**
     * A kernel with every output channel scaled; those that are packed are scaled on the way instead, see {@link PackedArray#of}.
     *
     * @param size elements of the kernel
     * @param inner elements behind the output channel in memory: 1 where it is the last dimension
     */
    record ScaledKernel(WeightArray kernel, Norm norm, long size, int inner) implements WeightArray {
        /** What every output channel is multiplied by. */
        WeightArray factors() {
            return new Scale(norm);
        }

        @Override
        public int hashCode() {
            return 31 * kernel.hashCode() + 4;
        }

        @Override
        public NativeArray materialize(WeightSet weights, ThreadPool threads) {
            NativeArray in = weights.array(kernel, threads);
            NativeArray factors = weights.array(factors(), threads);
            NativeArray out = weights.allocate(size * 4);
            scale(weights, in, factors, out, threads);
            java.lang.ref.Reference.reachabilityFence(in);
            java.lang.ref.Reference.reachabilityFence(factors);
            return out;
        }

        /** One element after another, or one block of {@code inner} elements after another. */
        private void scale(
                WeightSet weights, NativeArray in, NativeArray factors, NativeArray out, ThreadPool threads) {
            if (inner > 1) {
                FloatBuffer from = floats(in, (int) size);
                FloatBuffer scale = floats(factors, norm.channels);
                FloatBuffer to = floats(out, (int) size);
                for (int i = 0; i < size; i++) {
                    to.put(i, from.get(i) * scale.get(i / inner % norm.channels));
                }
                return;
            }
            try (NativeMemory table = weights.scratch(3 * Long.BYTES)) {
                LongBuffer addresses = table.buffer(0, 3 * Long.BYTES).asLongBuffer();
                addresses.put(in.address()).put(out.address()).put(factors.address());
                ChannelAffine multiply = new ChannelAffine(
                        ElementType.F32,
                        Clamp.NONE,
                        dev.markhor.binding.Operand.table(0),
                        dev.markhor.binding.Operand.table(1),
                        dev.markhor.binding.Operand.table(2),
                        dev.markhor.binding.Operand.NONE,
                        size / Math.max(1, norm.channels),
                        norm.channels);
                Interrupts.run(new ProgramWriter().add(multiply).toProgram(), 0, table.address(), threads);
            }
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
        WeightArray shift = new Shift(
                parameters, task.bias().isPresent() ? task.bias().get().array() : null);
        Spec spec = new Spec(DType.FLOAT32, Shape.of(parameters.channels()));
        task.setBias(new Operand(spec, Storage.weight(shift, Operand.bytes(spec))));
    }

    private static NativeArray array(WeightSet weights, float[] values) {
        NativeArray array = weights.allocate(values.length * 4L);
        floats(array, values.length).put(values);
        return array;
    }

    private static FloatBuffer floats(NativeArray array, int count) {
        return Memory.view(array.address(), count * 4L).asFloatBuffer();
    }
}
