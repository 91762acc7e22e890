package dev.markhor.keras.config;

import dev.markhor.graph.Value;
import dev.markhor.ops.Axes;
import dev.markhor.ops.Binary;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Reduce;
import dev.markhor.ops.Unary;
import dev.markhor.tensor.DType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** {@code keras.ops} that may stand in a functional model of Keras 3: file and class of the operation, one line each. */
final class KerasOperations {
    private static final Map<String, Operation> BY_NAME = new TreeMap<>();

    static {
        binary("numpy.Add", Binary.Function.ADD);
        binary("numpy.Subtract", Binary.Function.SUBTRACT);
        binary("numpy.Multiply", Binary.Function.MULTIPLY);
        add("numpy.Divide", Computations.divide("x1", "x2"));
        add("numpy.TrueDivide", Computations.divide("x1", "x2"));
        binary("numpy.FloorDivide", Binary.Function.FLOOR_DIVIDE);
        binary("numpy.Mod", Binary.Function.MOD);
        binary("numpy.Power", Binary.Function.POWER);
        binary("numpy.Maximum", Binary.Function.MAXIMUM);
        binary("numpy.Minimum", Binary.Function.MINIMUM);
        binary("numpy.Equal", Binary.Function.EQUAL);
        binary("numpy.NotEqual", Binary.Function.NOT_EQUAL);
        binary("numpy.Greater", Binary.Function.GREATER);
        binary("numpy.GreaterEqual", Binary.Function.GREATER_EQUAL);
        binary("numpy.Less", Binary.Function.LESS);
        binary("numpy.LessEqual", Binary.Function.LESS_EQUAL);
        logical("numpy.LogicalAnd", Binary.Function.LOGICAL_AND);
        logical("numpy.LogicalOr", Binary.Function.LOGICAL_OR);
        logical("numpy.LogicalXor", Binary.Function.LOGICAL_XOR);

        unary("numpy.Negative", Unary.Function.NEGATIVE);
        unary("numpy.Abs", Unary.Function.ABSOLUTE);
        unary("numpy.Absolute", Unary.Function.ABSOLUTE);
        unary("numpy.Square", Unary.Function.SQUARE);
        unary("numpy.Sign", Unary.Function.SIGN);
        unary("numpy.Floor", Unary.Function.FLOOR);
        unary("numpy.Ceil", Unary.Function.CEIL);
        unary("numpy.LogicalNot", Unary.Function.LOGICAL_NOT);
        unary("numpy.Isnan", Unary.Function.IS_NAN);
        unary("numpy.Isfinite", Unary.Function.IS_FINITE);
        unary("numpy.Isinf", Unary.Function.IS_INF);
        floating("numpy.Exp", Unary.Function.EXP);
        floating("numpy.Expm1", Unary.Function.EXPM1);
        floating("numpy.Log", Unary.Function.LOG);
        floating("numpy.Log1p", Unary.Function.LOG1P);
        floating("numpy.Sqrt", Unary.Function.SQRT);
        floating("numpy.Reciprocal", Unary.Function.RECIPROCAL);
        floating("numpy.Sin", Unary.Function.SIN);
        floating("numpy.Cos", Unary.Function.COS);
        floating("numpy.Tan", Unary.Function.TAN);
        floating("numpy.Tanh", Unary.Function.TANH);
        floating("math.Rsqrt", Unary.Function.RSQRT);
        floating("math.Erf", Unary.Function.ERF);
        single("numpy.Round", a -> round(a.tensor(), a.integer(1, "decimals", 0)));
        single("numpy.Clip", a -> Ops.clip(a.tensor(), a.number(1, "x_min", 0), a.number(2, "x_max", 0)));
        single("numpy.Where", KerasOperations::where);

        reduce("numpy.Mean", Reduce.Function.MEAN);
        reduce("numpy.Sum", Reduce.Function.SUM);
        reduce("numpy.Max", Reduce.Function.MAX);
        reduce("numpy.Amax", Reduce.Function.MAX);
        reduce("numpy.Min", Reduce.Function.MIN);
        reduce("numpy.Amin", Reduce.Function.MIN);
        reduce("numpy.Prod", Reduce.Function.PRODUCT);
        reduce("numpy.Any", Reduce.Function.ANY);
        reduce("numpy.All", Reduce.Function.ALL);
        add("numpy.Argmax", Computations.argument(Reduce.Function.ARGMAX));
        add("numpy.Argmin", Computations.argument(Reduce.Function.ARGMIN));
        add("numpy.Var", Computations.variance(false));
        add("numpy.Std", Computations.variance(true));
        single(
                "math.Logsumexp",
                a -> Computations.logSumExp(
                        a.tensor(), a.flag(2, "keepdims", false), Computations.axesOf(a, 1, "axis", a.tensor())));

        single("numpy.Concatenate", a -> Computations.concatenate(a.tensors(0, "xs"), a.integer(1, "axis", 0)));
        single("numpy.Stack", a -> Computations.stack(a.tensors(0, "x"), a.integer(1, "axis", 0)));
        add(
                "numpy.Split",
                a -> Computations.split(
                        a.tensor(), a.find(1, "indices_or_sections").orElse(1), a.integer(2, "axis", 0)));
        add("numpy.Reshape", Computations.reshape("newshape"));
        single("numpy.Transpose", a -> Computations.transpose(a.tensor(), a.integers(1, "axes")));
        single("numpy.ExpandDims", a -> Computations.expandDims(a.tensor(), required(a, "axis")));
        single("numpy.Squeeze", a -> Computations.squeeze(a.tensor(), a.integers(1, "axis")));
        single("numpy.Swapaxes", a -> Computations.swapAxes(a.tensor(), a.integer(1, "axis1"), a.integer(2, "axis2")));
        single(
                "numpy.Moveaxis",
                a -> Computations.moveAxes(a.tensor(), required(a, "source"), required(a, "destination")));
        single("numpy.Ravel", a -> Ops.reshape(a.tensor(), -1));
        single("numpy.Flip", a -> Computations.flip(a.tensor(), a.integers(1, "axis")));
        single("numpy.Tile", a -> Computations.tile(a.tensor(), required(a, "repeats")));
        single(
                "numpy.Repeat",
                a -> Ops.repeat(
                        a.tensor(),
                        a.integer(1, "repeats"),
                        Axes.normalize(a.integer(2, "axis"), a.tensor().rank())));
        single("numpy.Pad", KerasOperations::pad);
        single(
                "numpy.GetItem",
                a -> Indexing.get(a.tensor(0, "x"), a.find(1, "key").orElse(null)));
        single("numpy.Matmul", a -> matmul(a.operands("x1", "x2")));
        single("numpy.Dot", a -> matmul(a.operands("x1", "x2")));
        single("numpy.Einsum", a -> Ops.einsum(a.text(Integer.MAX_VALUE, "subscripts", ""), a.all()));
        single("numpy.Take", KerasOperations::take);
        single("numpy.Copy", Arguments::tensor);
        single("numpy.ZerosLike", a -> Computations.zerosLike(a.tensor()));
        single("numpy.OnesLike", a -> Computations.onesLike(a.tensor()));
        single("core.Cast", a -> Ops.cast(a.tensor(), DType.of(a.text(1, "dtype", "float32"))));
        single(
                "core.ConvertToTensor",
                a -> a.find(1, "dtype")
                        .map(d -> Ops.cast(a.tensor(), DType.of(String.valueOf(d))))
                        .orElseGet(a::tensor));
        single("core.StopGradient", Arguments::tensor);

        single("nn.Relu", a -> Ops.relu(a.tensor()));
        single("nn.Relu6", a -> Ops.relu(a.tensor(), 0, 6, 0));
        single(
                "nn.LeakyRelu",
                a -> Ops.relu(a.tensor(), a.number(1, "negative_slope", 0.2), Double.POSITIVE_INFINITY, 0));
        floating("nn.Sigmoid", Unary.Function.SIGMOID);
        floating("nn.Softplus", Unary.Function.SOFTPLUS);
        floating("nn.Softsign", Unary.Function.SOFTSIGN);
        floating("nn.Silu", Unary.Function.SILU);
        floating("nn.Selu", Unary.Function.SELU);
        floating("nn.LogSigmoid", Unary.Function.LOG_SIGMOID);
        floating("nn.HardSigmoid", Unary.Function.HARD_SIGMOID);
        floating("nn.HardSilu", Unary.Function.HARD_SILU);
        floating("nn.HardTanh", Unary.Function.HARD_TANH);
        floating("nn.TanhShrink", Unary.Function.TANH_SHRINK);
        single("nn.Elu", a -> Ops.unary(Unary.Function.ELU, a.tensor(), a.number(1, "alpha", 1)));
        single("nn.Celu", a -> Ops.unary(Unary.Function.CELU, a.tensor(), a.number(1, "alpha", 1)));
        single(
                "nn.Gelu",
                a -> Ops.unary(
                        a.flag(1, "approximate", true) ? Unary.Function.GELU_TANH : Unary.Function.GELU, a.tensor()));
        single("nn.Softmax", a -> Ops.softmax(a.tensor(), a.integer(1, "axis", -1)));
        single("nn.LogSoftmax", a -> Ops.logSoftmax(a.tensor(), a.integer(1, "axis", -1)));
        single(
                "nn.OneHot",
                a -> Computations.oneHot(
                        a.tensor(),
                        a.integer(1, "num_classes"),
                        a.integer(2, "axis", -1),
                        DType.of(a.text(3, "dtype", "float32")),
                        1,
                        0));
    }

    private KerasOperations() {}

    /**
     * The operation of a class in a module such as {@code keras.src.ops.numpy}; without a module, the only one of that class.
     *
     * @param module may be empty
     */
    static Optional<Operation> find(String module, String className) {
        if (!module.isEmpty()) {
            return Optional.ofNullable(BY_NAME.get(module.substring(module.lastIndexOf('.') + 1) + '.' + className));
        }
        return BY_NAME.entrySet().stream()
                .filter(entry -> entry.getKey().endsWith('.' + className))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static void add(String name, Operation operation) {
        BY_NAME.put(name, operation);
    }

    private static void single(String name, Operation.Single operation) {
        BY_NAME.put(name, Operation.of(operation));
    }

    private static void unary(String name, Unary.Function function) {
        add(name, Computations.unary(function));
    }

    private static void floating(String name, Unary.Function function) {
        add(name, Computations.floating(function));
    }

    private static void binary(String name, Binary.Function function) {
        add(name, Computations.binary(function, "x1", "x2"));
    }

    private static void logical(String name, Binary.Function function) {
        single(name, a -> {
            List<Value> operands = a.operands("x1", "x2");
            return Ops.binary(function, Ops.cast(operands.get(0), DType.BOOL), Ops.cast(operands.get(1), DType.BOOL));
        });
    }

    private static void reduce(String name, Reduce.Function function) {
        add(name, Computations.reduce(function, "axis"));
    }

    private static int[] required(Arguments a, String name) {
        return a.integers(name.equals("destination") ? 2 : 1, name)
                .orElseThrow(() -> new IllegalArgumentException("argument '" + name + "' is missing"));
    }

    private static Value round(Value x, int decimals) {
        if (decimals == 0) {
            return Ops.unary(Unary.Function.ROUND, x);
        }
        double scale = Math.pow(10, decimals);
        return Ops.multiply(Ops.unary(Unary.Function.ROUND, Ops.multiply(x, scale)), 1 / scale);
    }

    private static Value where(Arguments a) {
        Value condition = a.tensor(0, "condition");
        Value like = a.isTensor(1, "x1") ? a.tensor(1, "x1") : a.isTensor(2, "x2") ? a.tensor(2, "x2") : null;
        DType type = like == null ? DType.FLOAT32 : like.dtype();
        Value x = a.isTensor(1, "x1")
                ? a.tensor(1, "x1")
                : Arguments.constant(a.find(1, "x1").orElse(null), type, "x1");
        Value y = a.isTensor(2, "x2")
                ? a.tensor(2, "x2")
                : Arguments.constant(a.find(2, "x2").orElse(null), type, "x2");
        List<Value> both = Promotion.common(x, y);
        return Ops.where(Ops.cast(condition, DType.BOOL), both.get(0), both.get(1));
    }

    private static Value pad(Arguments a) {
        if (!a.text(2, "mode", "constant").equals("constant")) {
            throw new IllegalArgumentException("padding mode '" + a.text(2, "mode", "") + "' is not supported");
        }
        return Computations.pad(a.tensor(), a.find(1, "pad_width").orElse(0), a.number(3, "constant_values", 0));
    }

    private static Value matmul(List<Value> operands) {
        return Ops.matmul(operands.get(0), operands.get(1));
    }

    private static Value take(Arguments a) {
        Value x = a.tensor(0, "x");
        int axis = Axes.normalize(a.integer(2, "axis", 0), x.rank());
        if (axis != 0 || !a.isTensor(1, "indices")) {
            throw new IllegalArgumentException("take along axis " + axis + " is not supported");
        }
        return Ops.gather(x, Ops.cast(a.tensor(1, "indices"), DType.INT32));
    }
}
