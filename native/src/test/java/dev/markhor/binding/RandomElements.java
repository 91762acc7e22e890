package dev.markhor.binding;

import java.util.Arrays;

/** Random instructions on single elements. */
final class RandomElements {
    private static final ElementType[] ALL = ElementType.values();

    private RandomElements() {}

    private static ElementType real(Dice dice) {
        return dice.once(3) ? ElementType.F64 : ElementType.F32;
    }

    private static int count(Dice dice) {
        return dice.once(20) ? dice.between(10_000, 40_000) : dice.sizeOrNone(300);
    }

    static RandomCase copy(Dice dice, GuardedArrays arrays) {
        byte[] bits = dice.bytes(dice.once(200) ? 1 << 20 : count(dice));
        long x = arrays.ofBits(ElementType.U8, bits);
        return RandomCase.of(ElementType.U8, new Copy(x, arrays.result(ElementType.U8, bits.length), bits.length));
    }

    static RandomCase unary(Dice dice, GuardedArrays arrays) {
        UnaryFunction function = dice.pick(UnaryFunction.values());
        int count = count(dice);
        boolean bool = function.code() >= UnaryFunction.LOGICAL_NOT.code();
        boolean whole = switch (function) {
            case NEGATIVE, ABSOLUTE, SQUARE, SIGN, RELU, CLIP, AFFINE -> dice.once(4);
            case LOGICAL_NOT -> dice.coin();
            default -> false;
        };
        ElementType type = whole ? dice.pick(ElementType.I32, ElementType.I64) : real(dice);
        boolean inPlace = !bool && dice.once(3);
        double[] reals = dice.withSpecial(dice.reals(count, -8, 8));
        long[] wholes = dice.wholes(count);
        long x = whole
                ? inPlace ? arrays.inPlace(type, wholes) : arrays.of(type, wholes)
                : inPlace ? arrays.inPlace(type, reals) : arrays.of(type, reals);
        long y = inPlace ? x : arrays.result(bool ? ElementType.BOOL : type, count);
        double a = dice.pick(0.0, 0.5, 1.0, 4.0);
        double b = function == UnaryFunction.CLIP ? a + dice.between(0, 3) : dice.pick(0.0, 6.0, 1e300, -2.0);
        return RandomCase.of(type, new Unary(function, type, x, y, count, a, b, dice.pick(0.0, 0.0, 0.5)));
    }

    /** Shapes that go together, of up to four dimensions. */
    private static long[][] shapes(Dice dice, int operands) {
        int rank = dice.between(0, 4);
        long[] full = new long[rank];
        Arrays.setAll(full, d -> dice.sizeOrNone(rank < 2 ? 3000 : rank < 3 ? 100 : 12));
        long[][] shapes = new long[operands][];
        for (int k = 0; k < operands; k++) {
            long[] shape = Arrays.copyOfRange(full, dice.once(3) ? dice.between(0, rank) : 0, rank);
            for (int d = 0; d < shape.length; d++) {
                shape[d] = dice.once(5) ? 1 : shape[d];
            }
            shapes[k] = shape;
        }
        return shapes;
    }

    private static long size(long[] shape) {
        return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    }

    static RandomCase binary(Dice dice, GuardedArrays arrays) {
        BinaryFunction function = dice.pick(BinaryFunction.values());
        ElementType type = dice.pick(
                ElementType.F32, ElementType.F32, ElementType.F64, ElementType.I32, ElementType.I64, ElementType.U8);
        if (type == ElementType.U8 && !function.givesBool()) {
            type = ElementType.F32;
        }
        boolean real = type == ElementType.F32 || type == ElementType.F64;
        boolean clamped = type == ElementType.F32 && function.code() <= BinaryFunction.MULTIPLY.code() && dice.once(3);
        Clamp clamp = clamped ? dice.pick(Clamp.RELU, Clamp.RELU6, Clamp.to(-1, 2)) : Clamp.NONE;
        long[][] shapes = shapes(dice, 2);
        Broadcast broadcast = Broadcast.of(shapes);
        long[] operands = new long[2];
        boolean inPlace = !function.givesBool() && broadcast.count() == size(shapes[0]) && dice.once(3);
        for (int k = 0; k < 2; k++) {
            double[] reals = dice.withSpecial(dice.reals(size(shapes[k]), -4, 4));
            long[] wholes = dice.wholes(size(shapes[k]));
            boolean here = inPlace && k == 0;
            operands[k] = real
                    ? here ? arrays.inPlace(type, reals) : arrays.of(type, reals)
                    : here ? arrays.inPlace(type, wholes) : arrays.of(type, wholes);
        }
        ElementType result = function.givesBool() ? ElementType.BOOL : type;
        long y = inPlace ? operands[0] : arrays.result(result, broadcast.count());
        return RandomCase.of(type, new Binary(function, type, clamp, operands[0], operands[1], y, broadcast));
    }

    static RandomCase select(Dice dice, GuardedArrays arrays) {
        ElementType type = dice.pick(ALL);
        long[][] shapes = shapes(dice, 3);
        Broadcast broadcast = Broadcast.of(shapes);
        long condition = arrays.of(dice.booleans(size(shapes[0])));
        long a = arrays.ofBits(type, dice.bytes(size(shapes[1]) * type.bytes()));
        long b = arrays.ofBits(type, dice.bytes(size(shapes[2]) * type.bytes()));
        long y = arrays.result(type, broadcast.count());
        return RandomCase.of(type, new Select(type, condition, a, b, y, broadcast));
    }

    static RandomCase cast(Dice dice, GuardedArrays arrays) {
        ElementType from = dice.pick(ALL);
        ElementType to = dice.pick(ALL);
        int count = count(dice);
        long x;
        if (from == ElementType.F32 || from == ElementType.F64) {
            double far = dice.pick(3.0, 300.0, 1e5, 1e10, 1e20, 1e38);
            x = arrays.of(from, dice.withSpecial(dice.reals(count, -far, far)));
        } else if (from == ElementType.BOOL) {
            x = arrays.of(dice.booleans(count));
        } else {
            x = arrays.ofBits(from, dice.bytes((long) count * from.bytes()));
        }
        return RandomCase.of(to, new Cast(from, to, x, arrays.result(to, count), count));
    }

    static RandomCase fill(Dice dice, GuardedArrays arrays) {
        ElementType type = dice.pick(ALL);
        int count = count(dice);
        long value = dice.wholes(1)[0];
        return RandomCase.of(type, new Fill(type, value, arrays.result(type, count), count));
    }

    static RandomCase channelAffine(Dice dice, GuardedArrays arrays) {
        ElementType type = real(dice);
        int rows = dice.sizeOrNone(200);
        int channels = dice.size(700);
        double[] values = dice.withSpecial(dice.reals((long) rows * channels, -3, 3));
        boolean inPlace = dice.once(3);
        long x = inPlace ? arrays.inPlace(type, values) : arrays.of(type, values);
        long y = inPlace ? x : arrays.result(type, values.length);
        long scale = arrays.of(type, dice.reals(channels, -2, 2));
        long shift = dice.once(3) ? Operand.NONE : arrays.of(type, dice.reals(channels, -2, 2));
        Clamp clamp = type == ElementType.F32 ? dice.pick(Clamp.NONE, Clamp.RELU, Clamp.RELU6) : Clamp.NONE;
        return RandomCase.of(type, new ChannelAffine(type, clamp, x, y, scale, shift, rows, channels));
    }
}
