package dev.markhor.keras.operations;

import static dev.markhor.keras.operations.Elements.binary;
import static dev.markhor.keras.operations.Elements.floating;
import static dev.markhor.keras.operations.Elements.unary;
import static dev.markhor.keras.operations.Reductions.reduceAsIs;

import dev.markhor.graph.Value;
import dev.markhor.ops.Binary;
import dev.markhor.ops.Cumulate;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Reduce;
import dev.markhor.ops.Unary;
import dev.markhor.tensor.DType;
import java.util.List;

/** TensorFlow's functions of elements, reductions and activations, one line each. */
final class TensorFlowArithmetic {
    private TensorFlowArithmetic() {}

    static Operation find(String symbol) {
        return switch (symbol) {
            case "math.add", "add", "math.add_v2", "__operators__.add" -> binary(Binary.Function.ADD, "x", "y");
            case "math.subtract", "subtract" -> binary(Binary.Function.SUBTRACT, "x", "y");
            case "math.multiply", "multiply" -> binary(Binary.Function.MULTIPLY, "x", "y");
            case "math.divide", "math.truediv", "truediv", "realdiv", "div" ->
                binary(TensorFlowArithmetic::divide, "x", "y");
            case "math.divide_no_nan" -> binary(Elements::divideNoNan, "x", "y");
            case "math.floordiv", "floordiv", "floor_div" -> binary(Binary.Function.FLOOR_DIVIDE, "x", "y");
            case "math.floormod", "math.mod" -> binary(Binary.Function.MOD, "x", "y");
            case "truncatemod" -> binary(Elements::truncatedMod, "x", "y");
            case "math.pow", "pow" -> binary(Binary.Function.POWER, "x", "y");
            case "math.maximum", "maximum" -> binary(Binary.Function.MAXIMUM, "x", "y");
            case "math.minimum", "minimum" -> binary(Binary.Function.MINIMUM, "x", "y");
            case "math.squared_difference" -> binary(Binary.Function.SQUARED_DIFFERENCE, "x", "y");
            case "math.atan2" -> binary(Binary.Function.ATAN2, "y", "x");
            case "math.multiply_no_nan" ->
                binary(
                        (x, y) -> {
                            Value zero = Ops.constant(0, x);
                            return Ops.where(Ops.equal(y, zero), zero, Ops.multiply(x, y));
                        },
                        "x",
                        "y");
            case "math.add_n", "math.accumulate_n" ->
                Operation.of(a -> a.tensors("inputs").stream().reduce(Ops::add).orElseThrow());
            case "math.equal", "equal", "__operators__.eq" -> binary(Binary.Function.EQUAL, "x", "y");
            case "math.not_equal", "not_equal", "__operators__.ne" -> binary(Binary.Function.NOT_EQUAL, "x", "y");
            case "math.greater", "greater" -> binary(Binary.Function.GREATER, "x", "y");
            case "math.greater_equal", "greater_equal" -> binary(Binary.Function.GREATER_EQUAL, "x", "y");
            case "math.less", "less" -> binary(Binary.Function.LESS, "x", "y");
            case "math.less_equal", "less_equal" -> binary(Binary.Function.LESS_EQUAL, "x", "y");
            case "math.logical_and", "__operators__.logical_and" -> binary(Binary.Function.LOGICAL_AND, "x", "y");
            case "math.logical_or", "__operators__.logical_or" -> binary(Binary.Function.LOGICAL_OR, "x", "y");
            case "math.logical_xor", "__operators__.logical_xor" -> binary(Binary.Function.LOGICAL_XOR, "x", "y");
            case "math.logical_not", "__operators__.logical_not" -> unary(Unary.Function.LOGICAL_NOT);

            case "math.negative", "negative" -> unary(Unary.Function.NEGATIVE);
            case "math.abs", "abs" -> unary(Unary.Function.ABSOLUTE);
            case "math.square", "square" -> unary(Unary.Function.SQUARE);
            case "math.sign", "sign" -> unary(Unary.Function.SIGN);
            case "math.exp", "exp" -> unary(Unary.Function.EXP);
            case "math.expm1" -> unary(Unary.Function.EXPM1);
            case "math.log", "log" -> unary(Unary.Function.LOG);
            case "math.log1p" -> unary(Unary.Function.LOG1P);
            case "math.sqrt", "sqrt" -> unary(Unary.Function.SQRT);
            case "math.rsqrt" -> unary(Unary.Function.RSQRT);
            case "math.reciprocal" -> unary(Unary.Function.RECIPROCAL);
            case "math.reciprocal_no_nan" ->
                floating(x -> Elements.divideNoNan(Elements.filledLike(x, 1, x.dtype()), x));
            case "math.sin", "sin" -> unary(Unary.Function.SIN);
            case "math.cos", "cos" -> unary(Unary.Function.COS);
            case "math.tan", "tan" -> unary(Unary.Function.TAN);
            case "math.asin" -> floating(Elements::asin);
            case "math.acos" -> floating(Elements::acos);
            case "math.atan" -> floating(Elements::atan);
            case "math.sinh" -> floating(Elements::sinh);
            case "math.cosh" -> floating(Elements::cosh);
            case "math.asinh" -> floating(Elements::asinh);
            case "math.acosh" -> floating(Elements::acosh);
            case "math.atanh" -> floating(Elements::atanh);
            case "math.erf" -> unary(Unary.Function.ERF);
            case "math.erfc" -> floating(KerasMath::erfc);
            case "math.floor", "floor" -> unary(Unary.Function.FLOOR);
            case "math.ceil" -> unary(Unary.Function.CEIL);
            case "math.round", "round", "math.rint" -> Operation.of(a -> Elements.round(a.tensor(), 0));
            case "math.is_nan" -> unary(Unary.Function.IS_NAN);
            case "math.is_inf" -> unary(Unary.Function.IS_INF);
            case "math.is_finite" -> unary(Unary.Function.IS_FINITE);
            case "clip_by_value" -> Operation.of(a -> Elements.clip(a, "clip_value_min", "clip_value_max"));
            case "clip_by_norm" -> Operation.of(TensorFlowArithmetic::clipByNorm);
            case "where", "where_v2" -> Operation.of(TensorFlowArithmetic::where);
            case "cast" -> Operation.of(a -> Ops.cast(a.tensor(), a.dtype(1, "dtype", DType.FLOAT32)));
            case "saturate_cast" ->
                Operation.of(a -> Elements.saturateCast(a.tensor(), a.dtype(1, "dtype", DType.FLOAT32)));

            case "math.tanh", "nn.tanh", "tanh" -> unary(Unary.Function.TANH);
            case "math.sigmoid", "nn.sigmoid", "sigmoid" -> unary(Unary.Function.SIGMOID);
            case "math.log_sigmoid" -> unary(Unary.Function.LOG_SIGMOID);
            case "math.softplus", "nn.softplus" -> unary(Unary.Function.SOFTPLUS);
            case "math.softsign", "nn.softsign" -> unary(Unary.Function.SOFTSIGN);
            case "nn.relu" -> Operation.of(a -> Ops.relu(a.tensor()));
            case "nn.relu6" -> Operation.of(a -> Ops.relu(a.tensor(), 0, 6, 0));
            case "nn.leaky_relu" ->
                Operation.of(a -> Ops.relu(a.tensor(), a.number(1, "alpha", 0.2), Double.POSITIVE_INFINITY, 0));
            case "nn.crelu" ->
                Operation.of(a -> Ops.relu(
                        Ops.concatenate(List.of(a.tensor(), Ops.negative(a.tensor())), a.integer(1, "axis", -1))));
            case "nn.elu" -> unary(Unary.Function.ELU, 1);
            case "nn.selu" -> unary(Unary.Function.SELU);
            case "nn.silu", "nn.swish" ->
                Operation.of(a ->
                        Ops.multiply(a.tensor(), Ops.sigmoid(Ops.multiply(a.tensor(), a.number(1, "beta", 1)))));
            case "nn.gelu" -> Operation.of(a -> KerasNn.gelu(a, false));
            case "nn.softmax", "math.softmax" -> Operation.of(a -> KerasNn.softmax(a, false));
            case "nn.log_softmax", "math.log_softmax" -> Operation.of(a -> KerasNn.softmax(a, true));

            case "math.reduce_mean", "reduce_mean" -> reduceAsIs(Reduce.Function.MEAN);
            case "math.reduce_sum", "reduce_sum" -> reduceAsIs(Reduce.Function.SUM);
            case "math.reduce_max", "reduce_max" -> reduceAsIs(Reduce.Function.MAX);
            case "math.reduce_min", "reduce_min" -> reduceAsIs(Reduce.Function.MIN);
            case "math.reduce_prod", "reduce_prod" -> reduceAsIs(Reduce.Function.PRODUCT);
            case "math.reduce_any", "reduce_any" -> reduceAsIs(Reduce.Function.ANY);
            case "math.reduce_all", "reduce_all" -> reduceAsIs(Reduce.Function.ALL);
            case "math.reduce_variance" -> Operation.of(Reductions::variance);
            case "math.reduce_std" -> Operation.of(a -> Ops.sqrt(Reductions.variance(a)));
            case "math.reduce_logsumexp" -> Operation.of(Reductions::logSumExp);
            case "math.reduce_euclidean_norm" ->
                Operation.of(a -> Reductions.norm(
                        a.tensor(), "euclidean", Reductions.keepDims(a), Reductions.axes(a, a.tensor())));
            case "norm", "linalg.norm" ->
                Operation.of(a -> {
                    Object order = a.find(1, "ord").orElse("euclidean");
                    return Reductions.norm(a.tensor(), order, Reductions.keepDims(a), Reductions.axes(a, a.tensor()));
                });
            case "math.count_nonzero" ->
                Operation.of(a -> Reductions.countNonzero(a, a.dtype(3, "dtype", DType.INT64)));
            case "math.argmax", "argmax" -> argument(Reduce.Function.ARGMAX);
            case "math.argmin", "argmin" -> argument(Reduce.Function.ARGMIN);
            case "math.l2_normalize", "linalg.l2_normalize", "nn.l2_normalize" ->
                Operation.of(a -> Reductions.l2Normalize(
                        a.tensor(), a.number(2, "epsilon", 1e-12), Reductions.axes(a, a.tensor())));
            case "math.cumsum", "cumsum" -> cumulate(Cumulate.Function.SUM);
            case "math.cumprod" -> cumulate(Cumulate.Function.PRODUCT);
            default -> null;
        };
    }

    /** TensorFlow divides large integers as float64, small ones as float32. */
    private static Value divide(Value x, Value y) {
        if (!x.dtype().isInteger()) {
            return Ops.divide(x, y);
        }
        DType type = x.dtype().bytes() >= 4 ? DType.FLOAT64 : DType.FLOAT32;
        return Ops.divide(Ops.cast(x, type), Ops.cast(y, type));
    }

    private static Value clipByNorm(Arguments a) {
        Value x = a.tensor();
        int[] axes = Reductions.axes(a, x);
        Value most = Ops.constant(a.number(1, "clip_norm", 1), x);
        Value norm = Reductions.norm(x, "euclidean", true, axes);
        return Ops.divide(Ops.multiply(x, most), Ops.maximum(norm, most));
    }

    private static Value where(Arguments a) {
        DType like = a.isTensor(1, "x")
                ? a.tensor(1, "x").dtype()
                : a.isTensor(2, "y") ? a.tensor(2, "y").dtype() : DType.FLOAT32;
        return Elements.where(a.tensor(0, "condition", DType.BOOL), a.tensor(1, "x", like), a.tensor(2, "y", like));
    }

    private static Operation argument(Reduce.Function function) {
        return Operation.of(a -> Ops.cast(Reductions.argument(function, a, 0), a.dtype(2, "output_type", DType.INT64)));
    }

    private static Operation cumulate(Cumulate.Function function) {
        return Operation.of(a -> Reductions.cumulate(
                function,
                a.tensor(),
                a.integer(1, "axis", 0),
                a.flag(2, "exclusive", false),
                a.flag(3, "reverse", false)));
    }
}
