package dev.markhor.runtime;

import dev.markhor.binding.ThreadPool;
import dev.markhor.graph.Spec;
import dev.markhor.tensor.Buffers;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a plan on one step of a sequence after the other, see {@code dev.markhor.ops.Scan}.
 *
 * @param body inputs: a step, the states, what stays the same; outputs: the step's output, the new states
 */
public record ScanStep(Plan body, int states, boolean goBackwards, boolean zeroOutputForMask, boolean masked)
        implements JavaStep {
    @Override
    public List<Tensor> run(List<Tensor> inputs, WeightSet weights, ThreadPool threads) {
        Tensor x = inputs.get(0);
        Tensor mask = masked ? inputs.get(inputs.size() - 1) : null;
        int steps = (int) x.shape().dim(1);
        List<Tensor> arguments = new ArrayList<>(inputs.subList(0, body.inputs().size()));
        Spec output = body.outputs().get(0);
        Rows outputs = new Rows(output.dtype(), sequence(output.shape(), steps));
        Rows rows = new Rows(x);
        for (int i = 0; i < steps; i++) {
            int time = goBackwards ? steps - 1 - i : i;
            boolean[] keeps = keeps(mask, time);
            if (keeps == null || !isAll(keeps)) {
                Interrupts.check();
                arguments.set(0, rows.step(time));
                List<Tensor> results = body.run(arguments, weights, threads);
                outputs.setStep(i, results.get(0));
                for (int s = 0; s < states; s++) {
                    Tensor state = results.get(1 + s);
                    arguments.set(1 + s, keeps == null ? state : mix(keeps, arguments.get(1 + s), state));
                }
            }
            for (int sample = 0; keeps != null && sample < keeps.length; sample++) {
                if (keeps[sample]) {
                    outputs.repeat(sample, i, zeroOutputForMask);
                }
            }
        }
        List<Tensor> results = new ArrayList<>(List.of(outputs.tensor()));
        results.addAll(arguments.subList(1, 1 + states));
        return results;
    }

    @Override
    public void prepare(WeightSet weights, ThreadPool threads) {
        body.prepare(weights, threads);
    }

    private static Shape sequence(Shape step, int steps) {
        return step.slice(1, step.rank()).prepend(steps).prepend(step.dim(0));
    }

    /** Which samples are masked in a step; null: none. */
    private static boolean[] keeps(Tensor mask, int time) {
        if (mask == null) {
            return null;
        }
        int samples = (int) mask.shape().dim(0);
        long steps = mask.shape().dim(1);
        boolean[] keeps = new boolean[samples];
        boolean any = false;
        for (int sample = 0; sample < samples; sample++) {
            keeps[sample] = mask.getLong(sample * steps + time) == 0;
            any |= keeps[sample];
        }
        return any ? keeps : null;
    }

    private static boolean isAll(boolean[] flags) {
        for (boolean flag : flags) {
            if (!flag) {
                return false;
            }
        }
        return true;
    }

    /** The samples of {@code before} that are kept, among those of {@code after}. */
    private static Tensor mix(boolean[] keeps, Tensor before, Tensor after) {
        ByteBuffer mixed = Buffers.allocate(after.size() * after.dtype().bytes());
        int bytes = mixed.capacity() / keeps.length;
        for (int sample = 0; sample < keeps.length; sample++) {
            ByteBuffer source = (keeps[sample] ? before : after).buffer();
            mixed.put(sample * bytes, source, sample * bytes, bytes);
        }
        return Tensor.adopt(after.dtype(), after.shape(), mixed);
    }

    /** A sequence {@code [batch, steps, ...]} by samples and steps. */
    private static final class Rows {
        private final DType dtype;
        private final Shape shape;
        private final ByteBuffer buffer;
        private final int batch;
        private final int steps;
        private final int bytes;

        Rows(DType dtype, Shape shape) {
            this(dtype, shape, Buffers.allocate(shape.size() * dtype.bytes()));
        }

        Rows(Tensor tensor) {
            this(tensor.dtype(), tensor.shape(), tensor.buffer());
        }

        private Rows(DType dtype, Shape shape, ByteBuffer buffer) {
            this.dtype = dtype;
            this.shape = shape;
            this.buffer = buffer;
            this.batch = (int) shape.dim(0);
            this.steps = (int) shape.dim(1);
            this.bytes = (int) shape.slice(2, shape.rank()).size() * dtype.bytes();
        }

        private int at(int sample, int step) {
            return (sample * steps + step) * bytes;
        }

        /** {@code [batch, ...]}. */
        Tensor step(int step) {
            ByteBuffer target = Buffers.allocate((long) batch * bytes);
            for (int sample = 0; sample < batch; sample++) {
                target.put(sample * bytes, buffer, at(sample, step), bytes);
            }
            return Tensor.adopt(dtype, shape.slice(2, shape.rank()).prepend(batch), target);
        }

        void setStep(int step, Tensor values) {
            ByteBuffer source = values.buffer();
            for (int sample = 0; sample < batch; sample++) {
                buffer.put(at(sample, step), source, sample * bytes, bytes);
            }
        }

        /** Gives a sample the output of the step before, or zeros. */
        void repeat(int sample, int step, boolean zero) {
            if (zero || step == 0) {
                buffer.put(at(sample, step), new byte[bytes]);
            } else {
                buffer.put(at(sample, step), buffer.duplicate(), at(sample, step - 1), bytes);
            }
        }

        Tensor tensor() {
            return Tensor.adopt(dtype, shape, buffer);
        }
    }
}
