package dev.markhor.compile;

import dev.markhor.compile.FusedCase.Body;
import dev.markhor.graph.Op;
import dev.markhor.graph.Value;
import dev.markhor.ops.Conv;
import dev.markhor.ops.ConvTranspose;
import dev.markhor.ops.DepthwiseConv;
import dev.markhor.ops.Gru;
import dev.markhor.ops.Lstm;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Padding;
import dev.markhor.ops.Recurrence;
import dev.markhor.ops.SimpleRnn;
import dev.markhor.ops.Unary;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The kernels that add products up, and how a random case of each is drawn. */
enum FusedKernel {
    DENSE("dense", 24) {
        @Override
        FusedCase draw(Random random) {
            long in = size(random, 700);
            long out = size(random, 130);
            return FusedEpilogue.draw(
                    random, Ops::matmul, normal(random, 1, size(random, 20), in), kernel(random, in, in, out));
        }
    },
    CONVOLUTION("convolution", 24) {
        @Override
        FusedCase draw(Random random) {
            int groups = random.nextInt(4) == 0 ? 2 : 1;
            long channels = groups * size(random, 60);
            long filters = groups * size(random, 60);
            int stride = 1 + random.nextInt(3);
            int dilation = stride > 1 ? 1 : 1 + random.nextInt(2);
            long height = 1 + random.nextInt(5);
            long width = 1 + random.nextInt(5);
            Conv op = new Conv(List.of(stride, stride), List.of(dilation, dilation), padding(random), groups);
            int[] before = {0, random.nextInt(3), random.nextInt(2), 0};
            int[] after = {0, random.nextInt(2), random.nextInt(3), 0};
            boolean zeros = random.nextInt(3) == 0;
            return FusedEpilogue.draw(
                    random,
                    (x, kernel) -> Ops.apply(op, zeros ? Ops.pad(x, before, after, 0) : x, kernel),
                    image(random, 1 + random.nextInt(2), 9 + random.nextInt(8), channels),
                    kernel(random, height * width * channels / groups, height, width, channels / groups, filters));
        }
    },
    WINOGRAD("convolution by Winograd", 16) {
        @Override
        FusedCase draw(Random random) {
            List<Long> window = WINDOWS.get(random.nextInt(WINDOWS.size()));
            int least = window.contains(1L) ? 32 : 16;
            long channels = least + random.nextInt(70);
            long filters = least + random.nextInt(50);
            long taps = window.get(0) * window.get(1);
            Conv op = new Conv(List.of(1, 1), List.of(1, 1), padding(random), 1);
            return FusedEpilogue.draw(
                    random,
                    (x, kernel) -> Ops.apply(op, x, kernel),
                    image(random, 1 + random.nextInt(2), 15 + random.nextInt(6), channels),
                    kernel(random, taps * channels, window.get(0), window.get(1), channels, filters));
        }
    },
    TRANSPOSED_CONVOLUTION("transposed convolution", 20) {
        @Override
        FusedCase draw(Random random) {
            long channels = size(random, 60);
            int stride = 1 + random.nextInt(3);
            long size = 1 + random.nextInt(4);
            ConvTranspose op =
                    new ConvTranspose(List.of(stride, stride), List.of(1, 1), random.nextBoolean(), List.of());
            return FusedEpilogue.draw(
                    random,
                    (x, kernel) -> Ops.apply(op, x, kernel),
                    image(random, 1 + random.nextInt(2), 2 + random.nextInt(7), channels),
                    kernel(random, size * size * channels, size, size, size(random, 40), channels));
        }
    },
    DEPTHWISE("depthwise convolution", 8) {
        @Override
        FusedCase draw(Random random) {
            long channels = size(random, 100);
            long multiplier = random.nextInt(4) == 0 ? 2 : 1;
            int stride = 1 + random.nextInt(2);
            int dilation = stride > 1 ? 1 : 1 + random.nextInt(2);
            long size = 1 + random.nextInt(5);
            DepthwiseConv op = new DepthwiseConv(List.of(stride, stride), List.of(dilation, dilation), padding(random));
            return FusedEpilogue.draw(
                    random,
                    (x, kernel) -> Ops.apply(op, x, kernel),
                    image(random, 1 + random.nextInt(2), 9 + random.nextInt(20), channels),
                    kernel(random, size * size, size, size, channels, multiplier));
        }
    },
    LSTM("LSTM", 4) {
        @Override
        FusedCase draw(Random random) {
            return recurrence(random, new Lstm(TANH, SIGMOID, plain(random)), 4, false);
        }
    },
    GRU("GRU", 20) {
        @Override
        FusedCase draw(Random random) {
            boolean after = random.nextBoolean();
            return recurrence(random, new Gru(TANH, SIGMOID, after, plain(random)), 3, after);
        }
    },
    SIMPLE_RNN("simple RNN", 24) {
        @Override
        FusedCase draw(Random random) {
            return recurrence(random, new SimpleRnn(TANH, plain(random)), 1, false);
        }
    },
    ATTENTION("attention", 16) {
        @Override
        FusedCase draw(Random random) {
            long heads = 1 + random.nextInt(3);
            long width = size(random, 70);
            long queries = size(random, 40);
            long keys = size(random, 90);
            List<Tensor> tensors = List.of(
                    normal(random, 1, 2, heads, queries, width),
                    normal(random, 1, 2, heads, keys, width),
                    normal(random, 1, 2, heads, keys, width));
            Body body = v -> Ops.matmul(
                    Ops.softmax(Ops.multiply(Ops.matmul(v.get(0), v.get(1), false, true), 1 / Math.sqrt(width)), -1),
                    v.get(2));
            List<Tensor> positive = List.of(tensors.get(0), tensors.get(1), magnitude(tensors.get(2)));
            return new FusedCase(
                    heads + " heads, " + queries + " x " + keys + " x " + width,
                    tensors,
                    3,
                    body,
                    FusedCase.evaluate(body, positive));
        }
    };

    /** Kernels that Winograd's method takes. */
    private static final List<List<Long>> WINDOWS = List.of(
            List.of(3L, 3L),
            List.of(3L, 3L),
            List.of(5L, 5L),
            List.of(1L, 3L),
            List.of(5L, 1L),
            List.of(1L, 7L),
            List.of(7L, 1L));

    private static final Unary TANH = Unary.of(Unary.Function.TANH);
    private static final Unary SIGMOID = Unary.of(Unary.Function.SIGMOID);

    final String title;
    /** What no error may exceed, in units of float32's epsilon: about twice the largest of docs/precision.md. */
    final double limit;

    FusedKernel(String title, double limit) {
        this.title = title;
        this.limit = limit;
    }

    abstract FusedCase draw(Random random);

    /** From 1 to {@code most}, small ones as often as large ones. */
    private static long size(Random random, int most) {
        return Math.round(Math.exp(random.nextDouble() * Math.log(most)));
    }

    private static Padding padding(Random random) {
        return random.nextBoolean() ? Padding.SAME : Padding.VALID;
    }

    static Tensor normal(Random random, double deviation, long... dims) {
        double[] values = new double[Math.toIntExact(Shape.of(dims).size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextGaussian() * deviation;
        }
        return Tensor.of(values, dims).cast(DType.FLOAT32);
    }

    private static Tensor image(Random random, long batch, long size, long channels) {
        return normal(random, 1, batch, size, size + random.nextInt(3), channels);
    }

    private static Tensor kernel(Random random, long added, long... dims) {
        return normal(random, 1 / Math.sqrt(added), dims);
    }

    static Tensor magnitude(Tensor tensor) {
        double[] values = tensor.toDoubleArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.abs(values[i]);
        }
        return Tensor.of(values, tensor.shape().dims()).cast(tensor.dtype());
    }

    private static Recurrence plain(Random random) {
        return new Recurrence(random.nextBoolean(), false, false, false);
    }

    /** Outputs are compared with 1, the largest that a state can be. */
    private static FusedCase recurrence(Random random, Op op, int gates, boolean bias) {
        long units = size(random, 140);
        long batch = size(random, 9);
        long steps = size(random, 30);
        List<Tensor> tensors = new ArrayList<>(
                List.of(normal(random, 1, batch, steps, gates * units), kernel(random, units, units, gates * units)));
        if (bias) {
            tensors.add(normal(random, 1, gates * units));
        }
        Body body = values -> Ops.apply(op, values.toArray(Value[]::new));
        Tensor ones = Tensor.full(DType.FLOAT64, Shape.of(batch, steps, units), 1);
        return new FusedCase(op.name() + " " + ones.shape(), tensors, 1, body, ones);
    }
}
