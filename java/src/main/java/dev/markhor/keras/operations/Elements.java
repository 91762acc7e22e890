package dev.markhor.keras.operations;

import static dev.markhor.keras.operations.Promotion.toFloat;

import dev.markhor.graph.Value;
import dev.markhor.ops.Binary;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Unary;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/** Functions of single elements, and those that are composed of them. */
final class Elements {
    private Elements() {}

    static Operation unary(Unary.Function function, double... constants) {
        return Operation.of(a -> Ops.unary(function, a.tensor(), constants));
    }

    /** For functions that make floating numbers of integers. */
    static Operation floating(Unary.Function function, double... constants) {
        return Operation.of(a -> Ops.unary(function, toFloat(a.tensor()), constants));
    }

    static Operation floating(UnaryOperator<Value> function) {
        return Operation.of(a -> function.apply(toFloat(a.tensor())));
    }

    static Operation binary(Binary.Function function, String first, String second) {
        return binary((x, y) -> Ops.binary(function, x, y), first, second);
    }

    static Operation binary(BinaryOperator<Value> function, String first, String second) {
        return Operation.of(a -> {
            List<Value> operands = a.operands(first, second);
            return function.apply(operands.get(0), operands.get(1));
        });
    }

    static Operation floatingBinary(BinaryOperator<Value> function, String first, String second) {
        return binary((x, y) -> function.apply(toFloat(x), toFloat(y)), first, second);
    }

    static Operation logical(Binary.Function function, String first, String second) {
        return Operation.of(a ->
                Ops.binary(function, truth(a.tensor(0, first, DType.BOOL)), truth(a.tensor(1, second, DType.BOOL))));
    }

    static Value truth(Value x) {
        return Ops.cast(x, DType.BOOL);
    }

    static Value where(Value condition, Value x, Value y) {
        List<Value> both = Promotion.common(x, y);
        return Ops.where(truth(condition), both.get(0), both.get(1));
    }

    /** Nothing is less than itself, not even NaN. */
    static Value filledLike(Value x, double value, DType dtype) {
        Value none = Ops.less(x, x);
        Value zeros = Ops.cast(none, dtype);
        return value == 0
                ? zeros
                : value == 1
                        ? Ops.cast(Ops.logicalNot(none), dtype)
                        : Ops.where(none, zeros, Ops.constant(Tensor.full(dtype, Shape.of(), value)));
    }

    // ---- by way of other functions

    static Value scaledLog(Value x, double base) {
        return Ops.multiply(Ops.log(x), 1 / Math.log(base));
    }

    static Value log1p(Value x) {
        return Ops.unary(Unary.Function.LOG1P, x);
    }

    static Value expm1(Value x) {
        return Ops.unary(Unary.Function.EXPM1, x);
    }

    static Value sinh(Value x) {
        return Ops.multiply(Ops.subtract(expm1(x), expm1(Ops.negative(x))), 0.5);
    }

    static Value cosh(Value x) {
        return Ops.multiply(Ops.add(Ops.exp(x), Ops.exp(Ops.negative(x))), 0.5);
    }

    /** {@code sign(x) log1p(|x| + x² / (1 + sqrt(1 + x²)))}, which is right near zero too; {@code log(2 |x|)} where x² might overflow. */
    static Value asinh(Value x) {
        Value size = Ops.abs(x);
        Value square = Ops.square(x);
        Value root = Ops.add(Ops.sqrt(Ops.add(square, 1)), 1);
        Value near = log1p(Ops.add(size, Ops.divide(square, root)));
        Value far = Ops.add(Ops.log(size), Math.log(2));
        Value result = Ops.where(Ops.greater(size, Ops.constant(1e9, x)), far, near);
        return Ops.multiply(Ops.unary(Unary.Function.SIGN, x), result);
    }

    static Value acosh(Value x) {
        return Ops.log(Ops.add(x, Ops.multiply(Ops.sqrt(Ops.add(x, -1)), Ops.sqrt(Ops.add(x, 1)))));
    }

    static Value atanh(Value x) {
        return Ops.multiply(Ops.subtract(log1p(x), log1p(Ops.negative(x))), 0.5);
    }

    static Value asin(Value x) {
        return Ops.binary(Binary.Function.ATAN2, x, cosineOfAsin(x));
    }

    static Value acos(Value x) {
        return Ops.binary(Binary.Function.ATAN2, cosineOfAsin(x), x);
    }

    static Value atan(Value x) {
        return Ops.binary(Binary.Function.ATAN2, x, Ops.constant(1, x));
    }

    private static Value cosineOfAsin(Value x) {
        return Ops.sqrt(Ops.multiply(Ops.add(Ops.negative(x), 1), Ops.add(x, 1)));
    }

    static Value cbrt(Value x) {
        return Ops.multiply(Ops.unary(Unary.Function.SIGN, x), Ops.power(Ops.abs(x), Ops.constant(1.0 / 3, x)));
    }

    static Value trunc(Value x) {
        if (!x.dtype().isFloating()) {
            return x;
        }
        Value negative = Ops.less(x, Ops.constant(0, x));
        return Ops.where(negative, Ops.unary(Unary.Function.CEIL, x), Ops.unary(Unary.Function.FLOOR, x));
    }

    static Value round(Value x, int decimals) {
        if (decimals == 0 || !x.dtype().isFloating()) {
            return x.dtype().isFloating() ? Ops.unary(Unary.Function.ROUND, x) : x;
        }
        double scale = Math.pow(10, decimals);
        return Ops.multiply(Ops.unary(Unary.Function.ROUND, Ops.multiply(x, scale)), 1 / scale);
    }

    static Value hypot(Value x, Value y) {
        return Ops.sqrt(Ops.add(Ops.square(x), Ops.square(y)));
    }

    /** {@code log(exp(x) + exp(y))}; equal infinities have no difference. */
    static Value logAddExp(Value x, Value y) {
        Value difference = Ops.negative(Ops.abs(Ops.subtract(x, y)));
        Value sum = Ops.add(Ops.maximum(x, y), log1p(Ops.exp(difference)));
        return Ops.where(Ops.equal(x, y), Ops.add(x, Math.log(2)), sum);
    }

    /** 0 where y is 0, even if x is infinite. */
    static Value divideNoNan(Value x, Value y) {
        Value zero = Ops.constant(0, x);
        return Ops.where(Ops.equal(y, zero), zero, Ops.divide(x, y));
    }

    /** The remainder with the dividend's sign. */
    static Value truncatedMod(Value x, Value y) {
        return Ops.subtract(x, Ops.multiply(trunc(Ops.divide(x, y)), y));
    }

    static Value nanToNum(Value x, double nan, double positive, double negative) {
        Value infinite = Ops.unary(Unary.Function.IS_INF, x);
        Value high = Ops.logicalAnd(infinite, Ops.greater(x, Ops.constant(0, x)));
        Value low = Ops.logicalAnd(infinite, Ops.less(x, Ops.constant(0, x)));
        Value finite = Ops.where(Ops.unary(Unary.Function.IS_NAN, x), Ops.constant(nan, x), x);
        return Ops.where(high, Ops.constant(positive, x), Ops.where(low, Ops.constant(negative, x), finite));
    }

    static Value isClose(Value x, Value y, double relative, double absolute) {
        Value room = Ops.add(Ops.multiply(Ops.abs(y), relative), absolute);
        Value near = Ops.binary(Binary.Function.LESS_EQUAL, Ops.abs(Ops.subtract(x, y)), room);
        return Ops.logicalOr(near, Ops.equal(x, y));
    }

    /** Clips to bounds that may be tensors. */
    static Value clip(Arguments a, String low, String high) {
        Value x = a.tensor();
        boolean plain = !a.isTensor(1, low) && !a.isTensor(2, high);
        boolean numbers = plain
                && !(a.any(1, low).orElse(0) instanceof List)
                && !(a.any(2, high).orElse(0) instanceof List);
        if (numbers) {
            return Ops.clip(x, a.number(1, low, Double.NEGATIVE_INFINITY), a.number(2, high, Double.POSITIVE_INFINITY));
        }
        Value result = x;
        if (a.any(1, low).isPresent()) {
            List<Value> both = Promotion.common(result, a.tensor(1, low, x.dtype()));
            result = Ops.maximum(both.get(0), both.get(1));
        }
        if (a.any(2, high).isPresent()) {
            List<Value> both = Promotion.common(result, a.tensor(2, high, x.dtype()));
            result = Ops.minimum(both.get(0), both.get(1));
        }
        return result;
    }

    static Value saturateCast(Value x, DType dtype) {
        if (!dtype.isInteger() || dtype.bytes() > 4) {
            return Ops.cast(x, dtype);
        }
        int bits = dtype.bytes() * 8;
        double most = dtype == DType.UINT8 ? 255 : Math.pow(2, bits - 1) - 1;
        double least = dtype == DType.UINT8 ? 0 : -Math.pow(2, bits - 1);
        return Ops.cast(Ops.clip(x, least, most), dtype);
    }
}
