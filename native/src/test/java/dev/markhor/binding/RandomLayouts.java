package dev.markhor.binding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Random instructions that move elements. */
final class RandomLayouts {
    private RandomLayouts() {}

    private static long product(long[] dims) {
        return Arrays.stream(dims).reduce(1, (a, b) -> a * b);
    }

    private static long[] dims(Dice dice, int least, int most) {
        int rank = dice.between(least, most);
        long[] dims = new long[rank];
        Arrays.setAll(dims, d -> dice.sizeOrNone(rank < 2 ? 3000 : rank < 3 ? 140 : rank < 5 ? 12 : 4));
        return dims;
    }

    private static long elements(Dice dice, GuardedArrays arrays, ElementType type, long count) {
        return arrays.ofBits(type, dice.bytes(count * type.bytes()));
    }

    static RandomCase stridedCopy(Dice dice, GuardedArrays arrays) {
        ElementType type = dice.pick(ElementType.values());
        long[] dims = dims(dice, 1, 6);
        long x = elements(dice, arrays, type, product(dims));
        StridedCopy copy = switch (dice.between(0, 4)) {
            case 0 -> transpose(dice, arrays, type, x, dims);
            case 1 -> slice(dice, arrays, type, x, dims);
            case 2 -> columns(dice, arrays, type, x, dims);
            default -> repeated(dice, arrays, type, x, dims);
        };
        return RandomCase.of(type, copy);
    }

    private static StridedCopy transpose(Dice dice, GuardedArrays arrays, ElementType type, long x, long[] dims) {
        List<Integer> axes = new ArrayList<>();
        for (int d = 0; d < dims.length; d++) {
            axes.add(d);
        }
        Collections.shuffle(axes, new Random(dice.between(0, 1 << 20)));
        long y = arrays.result(type, product(dims));
        int[] order = axes.stream().mapToInt(a -> a).toArray();
        return StridedCopy.transpose(type, x, y, dims, order);
    }

    private static StridedCopy slice(Dice dice, GuardedArrays arrays, ElementType type, long x, long[] dims) {
        long[] begin = new long[dims.length];
        long[] step = new long[dims.length];
        long[] counts = new long[dims.length];
        for (int d = 0; d < dims.length; d++) {
            int last = (int) dims[d] - 1;
            begin[d] = last < 0 ? 0 : dice.between(0, last);
            step[d] = dice.pick(1, 1, 2, 3, -1, -2);
            long most = last < 0 ? 0 : (step[d] > 0 ? (last - begin[d]) / step[d] : begin[d] / -step[d]) + 1;
            counts[d] = dice.once(3) ? dice.between(0, (int) most) : most;
        }
        return StridedCopy.slice(type, x, arrays.result(type, product(counts)), dims, begin, step, counts);
    }

    private static StridedCopy columns(Dice dice, GuardedArrays arrays, ElementType type, long x, long[] dims) {
        long width = dims[dims.length - 1];
        long outer = product(Arrays.copyOf(dims, dims.length - 1));
        long from = dice.between(0, 20);
        long total = from + width + dice.between(0, 20);
        return StridedCopy.columns(type, x, arrays.result(type, outer * total), outer, width, from, total);
    }

    private static StridedCopy repeated(Dice dice, GuardedArrays arrays, ElementType type, long x, long[] dims) {
        long[] repeats = new long[dims.length];
        int[] rank = {dims.length}; // each repeated dimension is two
        Arrays.setAll(repeats, d -> dice.coin() && rank[0]++ < Broadcast.MAX_RANK ? dice.between(2, 4) : 1);
        long y = arrays.result(type, product(dims) * product(repeats));
        return dice.coin()
                ? StridedCopy.tile(type, x, y, dims, repeats)
                : StridedCopy.repeat(type, x, y, dims, repeats);
    }

    static RandomCase pad(Dice dice, GuardedArrays arrays) {
        ElementType type = dice.pick(ElementType.values());
        Pad.Mode mode = dice.pick(Pad.Mode.values());
        long[] dims = dims(dice, 1, 5);
        long[] before = new long[dims.length];
        long[] yDims = new long[dims.length];
        for (int d = 0; d < dims.length; d++) {
            int most = (int) Math.min(
                    6,
                    switch (mode) {
                        case CONSTANT -> 6;
                        case REFLECT -> Math.max(0, dims[d] - 1);
                        case SYMMETRIC -> dims[d];
                        case EDGE -> dims[d] == 0 ? 0 : 6;
                    });
            before[d] = dice.coin() ? 0 : dice.between(0, most);
            yDims[d] = before[d] + dims[d] + (dice.coin() ? 0 : dice.between(0, most));
        }
        long x = elements(dice, arrays, type, product(dims));
        long y = arrays.result(type, product(yDims));
        return RandomCase.of(type, new Pad(mode, type, dice.wholes(1)[0], x, y, dims, before, yDims));
    }

    static RandomCase gather(Dice dice, GuardedArrays arrays) {
        ElementType index = dice.pick(ElementType.I32, ElementType.I64);
        ElementType element = dice.pick(ElementType.U8, ElementType.F32, ElementType.F64);
        int rows = dice.size(50);
        long rowBytes = (long) dice.sizeOrNone(200) * element.bytes();
        int outer = dice.sizeOrNone(4);
        int count = dice.sizeOrNone(60);
        long[] indices = new long[count];
        for (int i = 0; i < count; i++) {
            indices[i] = dice.between(0, rows - 1);
        }
        if (count > 0 && dice.once(3)) { // of several it is left open which is reported
            indices[dice.between(0, count - 1)] =
                    dice.pick(-1L, (long) rows, (long) Integer.MAX_VALUE, (long) Integer.MIN_VALUE);
        }
        long table = elements(dice, arrays, ElementType.U8, outer * rows * rowBytes);
        long y = arrays.result(ElementType.U8, outer * count * rowBytes);
        long places = arrays.of(index, indices);
        long report = dice.coin() ? Operand.NONE : arrays.inPlace(ElementType.I64, new long[1]);
        return RandomCase.of(element, new Gather(index, table, rows, rowBytes, places, y, outer, count, report));
    }
}
