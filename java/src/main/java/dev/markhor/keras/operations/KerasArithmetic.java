package dev.markhor.keras.operations;

import static dev.markhor.keras.operations.Elements.binary;
import static dev.markhor.keras.operations.Elements.floating;
import static dev.markhor.keras.operations.Elements.floatingBinary;
import static dev.markhor.keras.operations.Elements.logical;
import static dev.markhor.keras.operations.Elements.unary;
import static dev.markhor.keras.operations.Reductions.reduce;

import dev.markhor.graph.Value;
import dev.markhor.ops.Axes;
import dev.markhor.ops.Binary;
import dev.markhor.ops.Cumulate;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Reduce;
import dev.markhor.ops.Unary;
import dev.markhor.tensor.DType;
import java.util.Arrays;

/** {@code keras.ops.numpy}: functions of elements and reductions, one line each. */
final class KerasArithmetic {
    private KerasArithmetic() {}

    static Operation find(String className) {
        return switch (className) {
            case "Add" -> binary(Binary.Function.ADD, "x1", "x2");
            case "Subtract" -> binary(Binary.Function.SUBTRACT, "x1", "x2");
            case "Multiply" -> binary(Binary.Function.MULTIPLY, "x1", "x2");
            case "Divide", "TrueDivide" -> floatingBinary(Ops::divide, "x1", "x2");
            case "DivideNoNan" -> floatingBinary(Elements::divideNoNan, "x1", "x2");
            case "FloorDivide" -> binary(Binary.Function.FLOOR_DIVIDE, "x1", "x2");
            case "Mod", "Remainder" -> binary(Binary.Function.MOD, "x1", "x2");
            case "Power", "FloatPower" -> binary(Binary.Function.POWER, "x1", "x2");
            case "Maximum", "Fmax" -> binary(Binary.Function.MAXIMUM, "x1", "x2");
            case "Minimum", "Fmin" -> binary(Binary.Function.MINIMUM, "x1", "x2");
            case "Arctan2" -> floatingBinary((x, y) -> Ops.binary(Binary.Function.ATAN2, x, y), "x1", "x2");
            case "Hypot" -> floatingBinary(Elements::hypot, "x1", "x2");
            case "Logaddexp" -> floatingBinary(Elements::logAddExp, "x1", "x2");
            case "Equal" -> binary(Binary.Function.EQUAL, "x1", "x2");
            case "NotEqual" -> binary(Binary.Function.NOT_EQUAL, "x1", "x2");
            case "Greater" -> binary(Binary.Function.GREATER, "x1", "x2");
            case "GreaterEqual" -> binary(Binary.Function.GREATER_EQUAL, "x1", "x2");
            case "Less" -> binary(Binary.Function.LESS, "x1", "x2");
            case "LessEqual" -> binary(Binary.Function.LESS_EQUAL, "x1", "x2");
            case "LogicalAnd" -> logical(Binary.Function.LOGICAL_AND, "x1", "x2");
            case "LogicalOr" -> logical(Binary.Function.LOGICAL_OR, "x1", "x2");
            case "LogicalXor" -> logical(Binary.Function.LOGICAL_XOR, "x1", "x2");
            case "Isclose" ->
                binary((x, y) -> Elements.isClose(Promotion.toFloat(x), Promotion.toFloat(y), 1e-5, 1e-8), "x1", "x2");

            case "Negative" -> unary(Unary.Function.NEGATIVE);
            case "Abs", "Absolute" -> unary(Unary.Function.ABSOLUTE);
            case "Square" -> unary(Unary.Function.SQUARE);
            case "Sign" -> unary(Unary.Function.SIGN);
            case "Floor" -> floating(Unary.Function.FLOOR);
            case "Ceil" -> floating(Unary.Function.CEIL);
            case "Trunc" -> Operation.of(a -> Elements.trunc(a.tensor()));
            case "Round" -> Operation.of(a -> Elements.round(a.tensor(), a.integer(1, "decimals", 0)));
            case "LogicalNot" -> Operation.of(a -> Ops.logicalNot(Elements.truth(a.tensor())));
            case "Isnan" -> floating(Unary.Function.IS_NAN);
            case "Isfinite" -> floating(Unary.Function.IS_FINITE);
            case "Isinf" -> floating(Unary.Function.IS_INF);
            case "Exp" -> floating(Unary.Function.EXP);
            case "Exp2" -> floating(x -> Ops.exp(Ops.multiply(x, Math.log(2))));
            case "Expm1" -> floating(Unary.Function.EXPM1);
            case "Log" -> floating(Unary.Function.LOG);
            case "Log1p" -> floating(Unary.Function.LOG1P);
            case "Log2" -> floating(x -> Elements.scaledLog(x, 2));
            case "Log10" -> floating(x -> Elements.scaledLog(x, 10));
            case "Sqrt" -> floating(Unary.Function.SQRT);
            case "Cbrt" -> floating(Elements::cbrt);
            case "Reciprocal" -> floating(Unary.Function.RECIPROCAL);
            case "Sin" -> floating(Unary.Function.SIN);
            case "Cos" -> floating(Unary.Function.COS);
            case "Tan" -> floating(Unary.Function.TAN);
            case "Sinh" -> floating(Elements::sinh);
            case "Cosh" -> floating(Elements::cosh);
            case "Tanh" -> floating(Unary.Function.TANH);
            case "Arcsin" -> floating(Elements::asin);
            case "Arccos" -> floating(Elements::acos);
            case "Arctan" -> floating(Elements::atan);
            case "Arcsinh" -> floating(Elements::asinh);
            case "Arccosh" -> floating(Elements::acosh);
            case "Arctanh" -> floating(Elements::atanh);
            case "Deg2rad" -> floating(x -> Ops.multiply(x, Math.PI / 180));
            case "Rad2deg" -> floating(x -> Ops.multiply(x, 180 / Math.PI));
            case "Clip" -> Operation.of(a -> Elements.clip(a, "x_min", "x_max"));
            case "Where" -> Operation.of(KerasArithmetic::where);
            case "NanToNum" -> Operation.of(KerasArithmetic::nanToNum);

            case "Mean" -> reduce(Reduce.Function.MEAN);
            case "Sum" -> reduce(Reduce.Function.SUM);
            case "Max", "Amax" -> reduce(Reduce.Function.MAX);
            case "Min", "Amin" -> reduce(Reduce.Function.MIN);
            case "Prod" -> reduce(Reduce.Function.PRODUCT);
            case "Any" -> reduce(Reduce.Function.ANY);
            case "All" -> reduce(Reduce.Function.ALL);
            case "Argmax" -> Operation.of(a -> Reductions.argument(Reduce.Function.ARGMAX, a, Reductions.ALL));
            case "Argmin" -> Operation.of(a -> Reductions.argument(Reduce.Function.ARGMIN, a, Reductions.ALL));
            case "Var" -> Operation.of(Reductions::variance);
            case "Std" -> Operation.of(a -> Ops.sqrt(Reductions.variance(a)));
            case "CountNonzero" -> Operation.of(a -> Reductions.countNonzero(a, DType.INT32));
            case "Ptp" -> Operation.of(KerasArithmetic::peakToPeak);
            case "Average" -> Operation.of(KerasArithmetic::average);
            case "Cumsum" -> Operation.of(a -> Reductions.cumulate(Cumulate.Function.SUM, a));
            case "Cumprod" -> Operation.of(a -> Reductions.cumulate(Cumulate.Function.PRODUCT, a));
            default -> null;
        };
    }

    private static Value where(Arguments a) {
        DType like = a.isTensor(1, "x1")
                ? a.tensor(1, "x1").dtype()
                : a.isTensor(2, "x2") ? a.tensor(2, "x2").dtype() : DType.FLOAT32;
        return Elements.where(a.tensor(0, "condition"), a.tensor(1, "x1", like), a.tensor(2, "x2", like));
    }

    private static Value nanToNum(Arguments a) {
        Value x = a.tensor();
        double most = x.dtype() == DType.FLOAT64 ? Double.MAX_VALUE : Float.MAX_VALUE;
        return x.dtype().isFloating()
                ? Elements.nanToNum(x, a.number(1, "nan", 0), a.number(2, "posinf", most), a.number(3, "neginf", -most))
                : x;
    }

    private static Value peakToPeak(Arguments a) {
        Value x = a.tensor();
        boolean keep = Reductions.keepDims(a);
        int[] axes = Reductions.axes(a, x);
        return Ops.subtract(Ops.max(x, keep, axes), Ops.reduce(Reduce.Function.MIN, x, keep, axes));
    }

    private static Value average(Arguments a) {
        Value x = Promotion.toFloat(a.tensor());
        boolean weighted = a.isTensor(1, "weights") || a.find(1, "weights").isPresent();
        int[] axes = a.integers(Arguments.NAMED, "axis").orElse(new int[0]);
        if (!weighted) {
            return Ops.mean(x, false, axes);
        }
        Value weights = Promotion.toFloat(a.tensor(1, "weights"));
        if (weights.rank() == 1 && x.rank() > 1 && axes.length == 1) { // along the axis
            long[] dims = new long[x.rank()];
            Arrays.fill(dims, 1);
            dims[Axes.normalize(axes[0], x.rank())] = -1;
            weights = Ops.reshape(weights, dims);
        }
        Value full = Ops.add(weights, Elements.filledLike(x, 0, weights.dtype()));
        return Ops.divide(Ops.sum(Ops.multiply(x, full), false, axes), Ops.sum(full, false, axes));
    }
}
