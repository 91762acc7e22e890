package dev.markhor.keras.operations;

import dev.markhor.graph.Value;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Resize;
import dev.markhor.ops.Unary;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Tensor;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Functions of pictures {@code [height, width, channels]}, one or a batch of them. */
final class Images {
    private static final double[] GREY = {0.2989, 0.587, 0.114};

    private Images() {}

    /** With a leading batch dimension, and without it again where there was none. */
    private static Value batched(Value x, boolean channelsFirst, UnaryOperator<Value> function) {
        if (x.rank() != 3 && x.rank() != 4) {
            throw new IllegalArgumentException("needs pictures of rank 3 or 4, got " + x.shape());
        }
        Value batch = x.rank() == 3 ? Ops.expandDims(x, 0) : x;
        Value last = channelsFirst ? Ops.transpose(batch, 0, 2, 3, 1) : batch;
        Value y = function.apply(last);
        Value back = channelsFirst ? Ops.transpose(y, 0, 3, 1, 2) : y;
        return x.rank() == 3 ? Ops.squeeze(back, 0) : back;
    }

    static boolean channelsFirst(Arguments a) {
        return a.text(Arguments.NAMED, "data_format", "channels_last").equals("channels_first");
    }

    /** Of {@code keras.ops}: the pictures keep their type. */
    static Value resize(Arguments a) {
        a.only(Arguments.NAMED, "crop_to_aspect_ratio", false);
        a.only(Arguments.NAMED, "pad_to_aspect_ratio", false);
        int[] size = a.integers(1, "size", 2, 0);
        Resize resize =
                resize(size, a.text(2, "interpolation", "bilinear"), a.flag(Arguments.NAMED, "antialias", false));
        Value x = a.tensor();
        boolean exact = x.dtype().isFloating() || resize.interpolation() == Resize.Interpolation.NEAREST;
        Value y = batched(exact ? x : Ops.cast(x, DType.FLOAT32), channelsFirst(a), image -> Ops.apply(resize, image));
        return exact ? y : Elements.saturateCast(Ops.unary(Unary.Function.ROUND, y), x.dtype());
    }

    /** Of TensorFlow: gives float32 unless it takes the nearest pixel. */
    static Value resizeTensorFlow(Arguments a) {
        a.only(3, "preserve_aspect_ratio", false);
        int[] size = a.integers(1, "size", 2, 0);
        Resize resize = resize(size, a.text(2, "method", "bilinear"), a.flag(4, "antialias", false));
        Value x = a.tensor();
        Value images = resize.interpolation() == Resize.Interpolation.NEAREST ? x : Ops.cast(x, DType.FLOAT32);
        return batched(images, false, image -> Ops.apply(resize, image));
    }

    private static Resize resize(int[] size, String interpolation, boolean antialias) {
        return new Resize(size[0], size[1], false, interpolation(interpolation), antialias);
    }

    private static Resize.Interpolation interpolation(String name) {
        try {
            return Resize.Interpolation.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("resizing by '" + name + "' is not supported", e);
        }
    }

    static Value grey(Value x, boolean channelsFirst) {
        Value weights = Ops.constant(Tensor.of(GREY, 3, 1).cast(DType.FLOAT32));
        Value floating = Ops.cast(x, DType.FLOAT32);
        Value y = batched(floating, channelsFirst, image -> Ops.matmul(image, weights));
        return Ops.cast(y, x.dtype());
    }

    /** Mean 0 and variance 1, with the deviation no smaller than {@code 1 / sqrt(pixels)}. */
    static Value standardize(Value x) {
        Value floating = Promotion.toFloat(x);
        int rank = x.rank();
        Value mean = Ops.mean(floating, true, rank - 3, rank - 2, rank - 1);
        Value deviation = Ops.sqrt(Reductions.variance(floating, true, rank - 3, rank - 2, rank - 1));
        long pixels = x.shape().slice(rank - 3, rank).size();
        Value least = Ops.constant(1 / Math.sqrt(pixels), floating);
        return Ops.divide(Ops.subtract(floating, mean), Ops.maximum(deviation, least));
    }
}
