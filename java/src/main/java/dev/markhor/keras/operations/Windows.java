package dev.markhor.keras.operations;

import dev.markhor.graph.Op;
import dev.markhor.graph.Value;
import dev.markhor.ops.Conv;
import dev.markhor.ops.ConvTranspose;
import dev.markhor.ops.DepthwiseConv;
import dev.markhor.ops.LeapingWindows;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Padding;
import dev.markhor.ops.Pool;
import dev.markhor.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Pooling and convolution. */
final class Windows {
    private static final int MOST_IN_A_PATCH = 4096;

    private Windows() {}

    /** {@code function} on channels-last data, whatever the layout. */
    private static Value channelsLast(Value x, boolean channelsFirst, UnaryOperator<Value> function) {
        if (!channelsFirst) {
            return function.apply(x);
        }
        int rank = x.rank();
        int[] toLast = IntStream.range(0, rank)
                .map(i -> i == 0 ? 0 : i == rank - 1 ? 1 : i + 1)
                .toArray();
        int[] toFirst = IntStream.range(0, rank)
                .map(i -> i == 0 ? 0 : i == 1 ? rank - 1 : i - 1)
                .toArray();
        return Ops.transpose(function.apply(Ops.transpose(x, toLast)), toFirst);
    }

    private static Padding padding(Arguments a, int index, String absent) {
        String name = a.text(index, "padding", absent).toLowerCase(Locale.ROOT);
        return switch (name) {
            case "same" -> Padding.SAME;
            case "valid" -> Padding.VALID;
            default -> throw new IllegalArgumentException("padding '" + name + "' is not supported");
        };
    }

    // ---- of keras.ops

    static Operation pool(boolean average) {
        return Operation.of(a -> {
            Value x = a.tensor();
            int spatial = x.rank() - 2;
            List<Integer> window = list(a.integers(1, "pool_size", spatial, 0));
            List<Integer> strides =
                    a.any(2, "strides").isPresent() ? list(a.integers(2, "strides", spatial, 1)) : window;
            Pool pool = new Pool(average, window, strides, padding(a, 3, "valid"));
            return channelsLast(x, Images.channelsFirst(a), image -> Ops.apply(pool, LeapingWindows.cut(image, pool)));
        });
    }

    static Value conv(Arguments a) {
        Value x = a.tensor();
        Value kernel = a.tensor(1, "kernel");
        int spatial = x.rank() - 2;
        return channelsLast(x, Images.channelsFirst(a), image -> {
            int groups = Math.toIntExact(Math.max(
                    1, image.shape().dim(-1) / Math.max(1, kernel.shape().dim(-2))));
            Conv conv = new Conv(strides(a, spatial), dilation(a, spatial), padding(a, 3, "valid"), groups);
            return Ops.apply(conv, LeapingWindows.cut(image, conv, kernel.shape()), kernel);
        });
    }

    static Value depthwiseConv(Arguments a) {
        Value x = a.tensor();
        int spatial = x.rank() - 2;
        Op op = new DepthwiseConv(strides(a, spatial), dilation(a, spatial), padding(a, 3, "valid"));
        return channelsLast(x, Images.channelsFirst(a), image -> Ops.apply(op, image, a.tensor(1, "kernel")));
    }

    static Value separableConv(Arguments a) {
        Value x = a.tensor();
        int spatial = x.rank() - 2;
        Op depthwise = new DepthwiseConv(strides(a, spatial), dilation(a, spatial), padding(a, 4, "valid"));
        List<Integer> ones = IntStream.range(0, spatial).mapToObj(i -> 1).toList();
        Op pointwise = new Conv(ones, ones, Padding.VALID, 1);
        return channelsLast(x, Images.channelsFirst(a), image -> {
            Value each = Ops.apply(depthwise, image, a.tensor(1, "depthwise_kernel"));
            return Ops.apply(pointwise, each, a.tensor(2, "pointwise_kernel"));
        });
    }

    static Value convTranspose(Arguments a) {
        Value x = a.tensor();
        int spatial = x.rank() - 2;
        List<Integer> extra = a.any(Arguments.NAMED, "output_padding").isPresent()
                ? list(a.integers(Arguments.NAMED, "output_padding", spatial, 0))
                : List.of();
        boolean same = padding(a, 3, "valid") == Padding.SAME;
        Op op = new ConvTranspose(strides(a, spatial), dilation(a, spatial), same, extra);
        return channelsLast(x, Images.channelsFirst(a), image -> Ops.apply(op, image, a.tensor(1, "kernel")));
    }

    private static List<Integer> strides(Arguments a, int spatial) {
        return list(a.integers(2, "strides", spatial, 1));
    }

    private static List<Integer> dilation(Arguments a, int spatial) {
        return list(a.integers(Arguments.NAMED, "dilation_rate", spatial, 1));
    }

    // ---- of TensorFlow, whose windows have an entry for batch and channels too

    static Operation poolTensorFlow(boolean average) {
        return Operation.of(a -> {
            Value x = a.tensor();
            List<Integer> window = inner(a, 1, "ksize", x.rank());
            Pool pool = new Pool(average, window, inner(a, 2, "strides", x.rank()), padding(a, 3, "valid"));
            return Ops.apply(pool, LeapingWindows.cut(x, pool));
        });
    }

    static Value convTensorFlow(Arguments a) {
        Value x = a.tensor();
        Value kernel = a.any(1, "filters").isPresent() ? a.tensor(1, "filters") : a.tensor(1, "filter");
        int groups = Math.toIntExact(
                Math.max(1, x.shape().dim(-1) / Math.max(1, kernel.shape().dim(-2))));
        Conv conv = new Conv(
                inner(a, 2, a.any(2, "strides").isPresent() ? "strides" : "stride", x.rank()),
                inner(a, 5, "dilations", x.rank()),
                padding(a, 3, "valid"),
                groups);
        return Ops.apply(conv, LeapingWindows.cut(x, conv, kernel.shape()), kernel);
    }

    static Value depthwiseConvTensorFlow(Arguments a) {
        Value x = a.tensor();
        Op op = new DepthwiseConv(
                inner(a, 2, "strides", x.rank()), inner(a, 5, "dilations", x.rank()), padding(a, 3, "valid"));
        return Ops.apply(op, x, a.tensor(1, "filter"));
    }

    private static List<Integer> inner(Arguments a, int index, String name, int rank) {
        int[] given = a.integers(index, name).orElse(new int[] {1});
        if (given.length == rank) {
            return list(Arrays.copyOfRange(given, 1, rank - 1));
        }
        if (given.length != 1 && given.length != rank - 2) {
            throw new IllegalArgumentException(
                    "argument '" + name + "' has " + given.length + " entries for rank " + rank);
        }
        return IntStream.range(0, rank - 2)
                .mapToObj(i -> given[given.length == 1 ? 0 : i])
                .toList();
    }

    // ---- patches

    static Value patches(Arguments a) {
        Value x = a.tensor();
        int[] size = a.integers(1, "size", 2, 0);
        int[] strides = a.any(2, "strides").isPresent() ? a.integers(2, "strides", 2, 1) : size;
        List<Integer> rates = list(a.integers(3, "dilation_rate", 2, 1));
        Conv conv = new Conv(list(strides), rates, padding(a, 4, "valid"), 1);
        return channelsLast(x, Images.channelsFirst(a), image -> Ops.apply(conv, image, identity(size, image)));
    }

    static Value patchesTensorFlow(Arguments a) {
        Value x = a.tensor();
        int[] size = inner(a, 1, "sizes", x.rank()).stream().mapToInt(i -> i).toArray();
        Conv conv =
                new Conv(inner(a, 2, "strides", x.rank()), inner(a, 3, "rates", x.rank()), padding(a, 4, "valid"), 1);
        return Ops.apply(conv, x, identity(size, x));
    }

    /** A kernel that gives each element of a window {@code [height, width, channels]} a channel of its own. */
    private static Value identity(int[] size, Value images) {
        long channels = images.shape().dim(-1);
        if (images.rank() != 4 || channels < 1 || size[0] < 1 || size[1] < 1) {
            throw new IllegalArgumentException("patches of " + Arrays.toString(size) + " do not fit " + images.shape());
        }
        long elements = Math.multiplyExact(Math.multiplyExact((long) size[0], size[1]), channels);
        if (elements > MOST_IN_A_PATCH) {
            throw new IllegalArgumentException("patches of " + elements + " elements are too large");
        }
        int n = (int) elements;
        float[] kernel = new float[n * n];
        for (int i = 0; i < n; i++) {
            kernel[i * n + i] = 1;
        }
        return Ops.cast(Ops.constant(Tensor.of(kernel, size[0], size[1], channels, n)), images.dtype());
    }

    private static List<Integer> list(int[] values) {
        return Arrays.stream(values).boxed().toList();
    }
}
