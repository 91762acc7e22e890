package dev.markhor.binding;

import java.util.function.LongFunction;

/** Random convolutions of every kind. */
final class RandomConvolutions {
    static final int[][] WINOGRAD_KERNELS = {{3, 3}, {5, 5}, {1, 3}, {1, 5}, {1, 7}, {3, 1}, {5, 1}, {7, 1}};

    private RandomConvolutions() {}

    private static ElementType real(Dice dice) {
        return dice.once(3) ? ElementType.F64 : ElementType.F32;
    }

    private static ConvAxis axis(Dice dice, int most) {
        int in = dice.size(most);
        int kernel = dice.pick(1, 2, 3, 3, 4, 5, 7);
        int dilation = dice.once(4) ? dice.between(2, 3) : 1;
        int window = (kernel - 1) * dilation + 1;
        int before = dice.between(0, window - 1);
        int after = Math.max(window - in - before, dice.between(0, window - 1));
        int stride = dilation > 1 ? 1 : dice.pick(1, 1, 2, 3);
        return new ConvAxis(in, (in + before + after - window) / stride + 1, kernel, stride, dilation, before);
    }

    /** By a kernel of one pixel. */
    private static ConvAxis pixels(Dice dice, int most) {
        int in = dice.size(most);
        return new ConvAxis(in, in, 1, 1, 1, 0);
    }

    private static ConvSpace space(Dice dice) {
        return switch (dice.between(0, 7)) {
            case 0 -> ConvSpace.of(axis(dice, 60));
            case 1 -> new ConvSpace(axis(dice, 4), axis(dice, 5), axis(dice, 6));
            case 2 -> ConvSpace.of(axis(dice, 1), axis(dice, 1)); // one pixel, as after pooling all of them
            case 3 -> ConvSpace.of(pixels(dice, 9), pixels(dice, 16));
            default -> ConvSpace.of(axis(dice, 9), axis(dice, 16));
        };
    }

    private static int batch(Dice dice) {
        return dice.once(3) ? dice.between(2, 9) : dice.sizeOrNone(3);
    }

    /** Of a group; now and then more than are multiplied in one go. */
    private static int channels(Dice dice, ConvSpace space) {
        return space.outputs() * space.taps() < 30 && dice.once(8)
                ? dice.between(500, 1200)
                : dice.size(space.taps() < 30 ? 40 : 12);
    }

    private static long inputs(ConvSpace s) {
        return s.depth().in() * s.height().in() * s.width().in();
    }

    static RandomCase convolution(Dice dice, GuardedArrays arrays) {
        ElementType type = real(dice);
        ConvSpace space = space(dice);
        int groups = dice.once(4) ? dice.between(2, 4) : 1;
        int batch = batch(dice);
        int channels = groups * channels(dice, space);
        int filters = groups * dice.size(space.taps() < 30 ? 40 : 12);
        return convolution(dice, arrays, type, space, batch, channels, filters, groups, 1);
    }

    static RandomCase pixelsAtOnce(Dice dice, GuardedArrays arrays) {
        ElementType type = real(dice);
        ConvSpace space = space(dice);
        int filters = dice.between(1, 8);
        while (PixelPack.pixels(type, filters, 1, space) == 1) {
            space = space(dice);
            filters = dice.between(1, 8);
        }
        int batch = batch(dice);
        int channels = channels(dice, space);
        long pixels = PixelPack.pixels(type, filters, 1, space);
        return convolution(dice, arrays, type, space, batch, channels, filters, 1, pixels);
    }

    private static RandomCase convolution(
            Dice dice,
            GuardedArrays arrays,
            ElementType type,
            ConvSpace space,
            int batch,
            int channels,
            int filters,
            int groups,
            long pixels) {
        double[] x = dice.inputs(batch * inputs(space) * channels);
        double[] kernel = dice.reals(space.taps() * channels * filters / groups, -1, 1);
        long results = batch * space.outputs() * filters;
        long y = arrays.result(type, results);
        RandomEpilogue e = RandomEpilogue.draw(dice, arrays, type, filters, results);
        long input = arrays.of(type, x);
        long stored = arrays.of(type, kernel);
        RandomCase drawn;
        if (pixels == 1 && dice.once(4)) {
            BlasConvolution sized = new BlasConvolution(
                    type, input, stored, y, 0, e.epilogue(), batch, channels, filters, groups, space);
            drawn = RandomCase.of(type, sized.withScratch(arrays.scratch(sized.scratchBytes())));
        } else {
            LongFunction<Packing> pack = pixels > 1
                    ? to -> new PixelPack(type, stored, to, channels, filters, space, pixels)
                    : to -> Pack.convolution(type, stored, to, space.taps(), channels, filters, groups);
            long packed = arrays.packed(type, pack.apply(0).packedBytes());
            drawn = RandomCase.of(
                    type,
                    pack.apply(packed),
                    new Convolution(
                            type, input, packed, y, e.epilogue(), batch, channels, filters, groups, space, pixels));
        }
        return e.finish(
                drawn,
                y,
                () -> NaiveProducts.convolution(
                        x, kernel, batch, channels, filters, groups, space, e.epilogue(), e.bias(), e.residual()));
    }

    /** The result may be cut at both ends, or longer than what is reached. */
    private static ConvAxis back(Dice dice, int most) {
        int in = dice.size(most);
        int kernel = dice.pick(1, 2, 3, 3, 4, 5);
        int stride = dice.pick(1, 2, 2, 3);
        int dilation = dice.once(4) ? 2 : 1;
        int reach = (in - 1) * stride + (kernel - 1) * dilation + 1;
        int crop = dice.between(0, Math.min(2, reach - 1));
        int out = Math.max(1, reach - crop - dice.between(0, 2) + (dice.once(4) ? dice.between(1, 3) : 0));
        return new ConvAxis(in, out, kernel, stride, dilation, crop);
    }

    static RandomCase transposed(Dice dice, GuardedArrays arrays) {
        ElementType type = real(dice);
        ConvSpace space = switch (dice.between(0, 4)) {
            case 0 -> ConvSpace.of(back(dice, 20));
            case 1 -> new ConvSpace(back(dice, 3), back(dice, 3), back(dice, 4));
            default -> ConvSpace.of(back(dice, 6), back(dice, 9));
        };
        int batch = batch(dice);
        int channels = channels(dice, space);
        int filters = dice.size(space.taps() < 30 ? 40 : 12);
        double[] x = dice.inputs(batch * inputs(space) * channels);
        double[] kernel = dice.reals(space.taps() * channels * filters, -1, 1);
        long results = batch * space.outputs() * filters;
        long y = arrays.result(type, results);
        RandomEpilogue e = RandomEpilogue.draw(dice, arrays, type, filters, results);
        long input = arrays.of(type, x);
        long stored = arrays.of(type, kernel);
        RandomCase drawn;
        if (dice.once(4)) {
            BlasTransposedConvolution sized = new BlasTransposedConvolution(
                    type, input, stored, y, 0, e.epilogue(), batch, channels, filters, space);
            drawn = RandomCase.of(type, sized.withScratch(arrays.scratch(sized.scratchBytes())));
        } else {
            Pack sized = Pack.transposedConvolution(type, stored, 0, space.taps(), filters, channels);
            long packed = arrays.packed(type, sized.packedBytes());
            drawn = RandomCase.of(
                    type,
                    Pack.transposedConvolution(type, stored, packed, space.taps(), filters, channels),
                    new TransposedConvolution(type, input, packed, y, e.epilogue(), batch, channels, filters, space));
        }
        return e.finish(
                drawn,
                y,
                () -> NaiveProducts.transposedConvolution(
                        x, kernel, batch, channels, filters, space, e.epilogue(), e.bias(), e.residual()));
    }

    static RandomCase depthwise(Dice dice, GuardedArrays arrays) {
        ElementType type = real(dice);
        ConvSpace space = space(dice);
        int batch = batch(dice);
        int channels = dice.size(140);
        int multiplier = dice.once(3) ? dice.between(2, 3) : 1;
        double[] x = dice.inputs(batch * inputs(space) * channels);
        double[] kernel = dice.reals(space.taps() * channels * multiplier, -1, 1);
        long results = batch * space.outputs() * channels * multiplier;
        long y = arrays.result(type, results);
        RandomEpilogue e = RandomEpilogue.draw(dice, arrays, type, (long) channels * multiplier, results);
        DepthwiseConvolution instruction = new DepthwiseConvolution(
                type, arrays.of(type, x), arrays.of(type, kernel), y, e.epilogue(), batch, channels, multiplier, space);
        return e.finish(
                RandomCase.of(type, instruction),
                y,
                () -> NaiveProducts.depthwise(
                        x, kernel, batch, channels, multiplier, space, e.epilogue(), e.bias(), e.residual()));
    }

    private static ConvAxis plain(Dice dice, int kernel, int most) {
        int in = dice.size(most);
        int before = dice.between(0, kernel - 1);
        int after = Math.max(kernel - in - before, dice.between(0, kernel - 1));
        return new ConvAxis(in, in + before + after - kernel + 1, kernel, 1, 1, before);
    }

    static RandomCase winograd(Dice dice, GuardedArrays arrays) {
        int[] size = dice.pick(WINOGRAD_KERNELS);
        ConvAxis height = plain(dice, size[0], 16);
        ConvAxis width = plain(dice, size[1], 20);
        ConvSpace space = ConvSpace.of(height, width);
        int batch = batch(dice);
        int channels = dice.size(50);
        int filters = dice.size(50);
        double[] x = dice.reals(batch * inputs(space) * channels, -1, 1);
        double[] kernel = dice.reals(space.taps() * channels * filters, -1, 1);
        long results = batch * space.outputs() * filters;
        ElementType type = ElementType.F32;
        long y = arrays.result(type, results);
        RandomEpilogue e = RandomEpilogue.draw(dice, arrays, type, filters, results);
        long stored = arrays.of(type, kernel);
        long bytes = new WinogradPack(stored, 0, channels, filters, size[0], size[1]).packedBytes();
        long packed = arrays.packed(type, bytes);
        WinogradConvolution sized = new WinogradConvolution(
                arrays.of(type, x), packed, y, 0, e.epilogue(), batch, channels, filters, height, width);
        RandomCase drawn = RandomCase.of(
                type,
                new WinogradPack(stored, packed, channels, filters, size[0], size[1]),
                sized.withScratch(arrays.scratch(sized.scratchBytes())));
        drawn = drawn.withTolerance(1e-4); // of what is clipped, the error is that of the sum
        return e.finish(
                drawn,
                y,
                () -> NaiveProducts.convolution(
                        x, kernel, batch, channels, filters, 1, space, e.epilogue(), e.bias(), e.residual()));
    }
}
