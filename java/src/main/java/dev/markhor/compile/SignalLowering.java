package dev.markhor.compile;

import dev.markhor.binding.StridedCopy;
import dev.markhor.ops.Frame;
import dev.markhor.ops.Irfft;
import dev.markhor.ops.Rfft;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/** Fourier transforms, as steps in Java, and frames. */
final class SignalLowering {
    private SignalLowering() {}

    static void rfft(Task task, Emitter emitter) {
        Rfft op = (Rfft) task.op();
        Fourier fourier = Fourier.of(op.length());
        Shape shape = task.output().shape();
        emitter.java(inputs -> forward(op, fourier, inputs.get(0), shape), task.inputs(), task.outputs());
    }

    private static List<Tensor> forward(Rfft op, Fourier fourier, Tensor x, Shape shape) {
        int size = (int) x.shape().dim(-1);
        int taken = Math.min(size, op.length());
        double[] values = x.toDoubleArray();
        double[] realBins = new double[Math.toIntExact(shape.size())];
        double[] imaginaryBins = new double[realBins.length];
        double[] imaginary = new double[op.length()];
        double[] real = new double[op.length()];
        for (int row = 0; row < realBins.length / op.bins(); row++) {
            Arrays.fill(imaginary, 0);
            System.arraycopy(values, row * size, real, 0, taken);
            Arrays.fill(real, taken, op.length(), 0);
            fourier.transform(real, imaginary);
            System.arraycopy(real, 0, realBins, row * op.bins(), op.bins());
            System.arraycopy(imaginary, 0, imaginaryBins, row * op.bins(), op.bins());
        }
        return List.of(tensor(realBins, shape, x.dtype()), tensor(imaginaryBins, shape, x.dtype()));
    }

    static void irfft(Task task, Emitter emitter) {
        Irfft op = (Irfft) task.op();
        Fourier fourier = Fourier.of(op.length());
        Shape shape = task.output().shape();
        emitter.java(
                inputs -> List.of(inverse(op.length(), fourier, inputs.get(0), inputs.get(1), shape)),
                task.inputs(),
                task.outputs());
    }

    /** The frequencies above the middle are the others mirrored. */
    private static Tensor inverse(int length, Fourier fourier, Tensor realBins, Tensor imaginaryBins, Shape shape) {
        int bins = (int) realBins.shape().dim(-1);
        int taken = Math.min(bins, length / 2 + 1);
        double[] x = realBins.toDoubleArray();
        double[] y = imaginaryBins.toDoubleArray();
        double[] out = new double[Math.toIntExact(shape.size())];
        double[] real = new double[length];
        double[] imaginary = new double[length];
        for (int row = 0; row < out.length / length; row++) {
            Arrays.fill(real, 0);
            Arrays.fill(imaginary, 0);
            for (int k = 0; k < taken; k++) {
                boolean once = k == 0 || 2 * k == length;
                real[k] = x[row * bins + k];
                imaginary[k] = once ? 0 : y[row * bins + k];
                if (!once) {
                    real[length - k] = real[k];
                    imaginary[length - k] = -imaginary[k];
                }
            }
            fourier.transform(imaginary, real);
            for (int t = 0; t < length; t++) {
                out[row * length + t] = real[t] / length;
            }
        }
        return tensor(out, shape, realBins.dtype());
    }

    private static Tensor tensor(double[] values, Shape shape, DType dtype) {
        return Tensor.of(values, shape.dims()).cast(dtype);
    }

    static void frame(Task task, Emitter emitter) {
        Frame op = (Frame) task.op();
        Operand x = task.input(0);
        long samples = x.shape().dim(-1);
        long rows = Strides.product(x.shape(), 0, x.shape().rank() - 1);
        long[] dims = {rows, op.frames(samples), op.length()};
        emitter.add(new StridedCopy(
                Elements.of(x.dtype()),
                emitter.word(x),
                emitter.word(task.output()),
                0,
                0,
                dims,
                new long[] {samples, op.step(), 1},
                StridedCopy.dense(dims)));
    }
}
