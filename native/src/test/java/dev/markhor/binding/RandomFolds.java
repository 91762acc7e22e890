package dev.markhor.binding;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Random instructions that fold several elements into one, and those that measure limits. */
final class RandomFolds {
    private RandomFolds() {}

    private static ElementType real(Dice dice) {
        return dice.once(3) ? ElementType.F64 : ElementType.F32;
    }

    static RandomCase reduce(Dice dice, GuardedArrays arrays) {
        ReduceFunction function = dice.pick(ReduceFunction.values());
        boolean logical = function == ReduceFunction.ANY || function == ReduceFunction.ALL;
        boolean index = function == ReduceFunction.ARGMAX || function == ReduceFunction.ARGMIN;
        ElementType type = logical
                ? ElementType.BOOL
                : function == ReduceFunction.MEAN
                        ? real(dice)
                        : dice.pick(
                                ElementType.F32, ElementType.F32, ElementType.F64, ElementType.I32, ElementType.I64);
        int outer = dice.sizeOrNone(20);
        int reduced = dice.once(20) ? dice.between(1000, 6000) : dice.size(150);
        int inner = reduced > 1000 ? dice.between(1, 3) : dice.once(2) ? 1 : dice.sizeOrNone(150);
        long count = (long) outer * reduced * inner;
        double[] reals = function == ReduceFunction.PRODUCT ? dice.reals(count, 0.9, 1.1) : dice.reals(count, -1, 1);
        if (index) { // several equal ones
            reals = Arrays.stream(reals).map(v -> Math.rint(v * 8)).toArray();
        }
        if (dice.once(4)) {
            dice.withSpecial(reals);
        }
        boolean real = type == ElementType.F32 || type == ElementType.F64;
        long x = logical
                ? arrays.of(dice.booleans(count))
                : real ? arrays.of(type, reals) : arrays.of(type, dice.wholes(count));
        long y = arrays.result(index ? ElementType.I32 : type, (long) outer * inner);
        return RandomCase.of(type, new Reduce(function, type, x, y, outer, reduced, inner))
                .withTolerance(type == ElementType.F64 ? 1e-12 : 1e-4);
    }

    static RandomCase softmax(Dice dice, GuardedArrays arrays) {
        ElementType type = real(dice);
        int outer = dice.sizeOrNone(20);
        int axis = dice.once(20) ? dice.between(1000, 5000) : dice.size(150);
        int inner = axis > 1000 ? 1 : dice.once(2) ? 1 : dice.sizeOrNone(100);
        double[] values = dice.reals((long) outer * axis * inner, -20, 20);
        if (dice.once(4)) {
            dice.withSpecial(values);
        }
        boolean inPlace = dice.once(3);
        long x = inPlace ? arrays.inPlace(type, values) : arrays.of(type, values);
        long y = inPlace ? x : arrays.result(type, values.length);
        return RandomCase.of(type, new Softmax(dice.coin(), type, x, y, outer, axis, inner));
    }

    static RandomCase layerNorm(Dice dice, GuardedArrays arrays) {
        ElementType type = real(dice);
        int rows = dice.sizeOrNone(30);
        int n = dice.once(20) ? dice.between(1000, 5000) : dice.size(300);
        double[] values = dice.reals((long) rows * n, -3, 3);
        if (dice.once(4)) {
            dice.withSpecial(values);
        }
        boolean inPlace = dice.once(3);
        long x = inPlace ? arrays.inPlace(type, values) : arrays.of(type, values);
        long y = inPlace ? x : arrays.result(type, values.length);
        long gamma = dice.coin() ? Operand.NONE : arrays.of(type, dice.reals(n, -2, 2));
        long beta = dice.coin() ? Operand.NONE : arrays.of(type, dice.reals(n, -2, 2));
        double epsilon = dice.pick(1e-3, 1e-6);
        return RandomCase.of(type, new LayerNorm(dice.coin(), type, x, y, gamma, beta, rows, n, epsilon))
                .withTolerance(type == ElementType.F64 ? 1e-10 : 1e-3); // of one element the variance is rounding alone
    }

    /** Windows that hold at least one element each. */
    private static Pool.Axis axis(Dice dice, int most) {
        int in = dice.size(most);
        int window = dice.between(1, Math.min(in + 2, 9));
        int before = dice.between(0, Math.min(in, window) - 1);
        int after = dice.between(0, Math.min(in, window) - 1);
        int stride = dice.between(1, 4);
        if (in + before + after < window) {
            return new Pool.Axis(in, 1, window, stride, before);
        }
        return new Pool.Axis(in, (in + before + after - window) / stride + 1, window, stride, before);
    }

    static RandomCase pool(Dice dice, GuardedArrays arrays) {
        ElementType type = real(dice);
        int batch = dice.sizeOrNone(3);
        int channels = dice.size(130);
        int rank = dice.between(1, 3);
        Pool.Axis depth = rank > 2 ? axis(dice, 6) : Pool.Axis.NONE;
        Pool.Axis height = rank > 1 ? axis(dice, 12) : Pool.Axis.NONE;
        Pool.Axis width = axis(dice, rank > 2 ? 6 : 40);
        long inputs = batch * depth.in() * height.in() * width.in() * channels;
        double[] values = dice.reals(inputs, -1, 1);
        long x = arrays.of(type, dice.once(4) ? dice.withSpecial(values) : values);
        long y = arrays.result(type, batch * depth.out() * height.out() * width.out() * channels);
        return RandomCase.of(type, new Pool(dice.coin(), type, x, y, batch, channels, depth, height, width));
    }

    static RandomCase resize(Dice dice, GuardedArrays arrays) {
        int kind = dice.between(0, 3);
        ElementType type = kind == 0 ? dice.pick(ElementType.values()) : real(dice);
        int batch = dice.sizeOrNone(3);
        int channels = dice.size(70);
        int[] in = {dice.size(12), dice.size(30)};
        int[] out = {dice.size(20), dice.size(40)};
        ResizeTable.Centres centres = dice.pick(ResizeTable.Centres.values());
        ResizeTable[] tables = IntStream.range(0, 2)
                .mapToObj(i -> switch (kind) {
                    case 0 -> ResizeTable.nearest(in[i], out[i], centres);
                    case 1, 2 -> ResizeTable.bilinear(in[i], out[i], centres);
                    default -> ResizeTable.bicubic(in[i], out[i], centres);
                })
                .toArray(ResizeTable[]::new);
        long inputs = (long) batch * in[0] * in[1] * channels;
        boolean real = type == ElementType.F32 || type == ElementType.F64;
        long x = real
                ? arrays.of(type, dice.reals(inputs, -1, 1))
                : arrays.ofBits(type, dice.bytes(inputs * type.bytes()));
        long y = arrays.result(type, (long) batch * out[0] * out[1] * channels);
        long[] operands = new long[4];
        for (int i = 0; i < 2; i++) {
            operands[2 * i] = arrays.of(
                    ElementType.I32,
                    Arrays.stream(tables[i].indices()).asLongStream().toArray());
            operands[2 * i + 1] = kind == 0 ? Operand.NONE : arrays.of(ElementType.F32, weights(tables[i]));
        }
        Resize resize = new Resize(
                type,
                tables[0].taps(),
                x,
                y,
                batch,
                in[0],
                in[1],
                channels,
                out[0],
                out[1],
                operands[0],
                operands[1],
                operands[2],
                operands[3]);
        return RandomCase.of(type, resize);
    }

    private static double[] weights(ResizeTable table) {
        return IntStream.range(0, table.weights().length)
                .mapToDouble(i -> table.weights()[i])
                .toArray();
    }

    static RandomCase limit(Dice dice, GuardedArrays arrays) {
        int pieces = dice.between(1, 5);
        long y = arrays.result(ElementType.F32, pieces);
        if (dice.coin()) {
            return RandomCase.of(ElementType.F32, new MultiplyAddLimit(y, pieces, dice.between(1, 5000)))
                    .notCompared();
        }
        int bytes = 512 * dice.between(1, 4);
        long x = arrays.of(ElementType.F32, dice.reals((long) pieces * bytes / 4, -1, 1));
        return RandomCase.of(ElementType.F32, new ReadLimit(x, y, pieces, bytes, dice.between(1, 3)))
                .notCompared();
    }
}
