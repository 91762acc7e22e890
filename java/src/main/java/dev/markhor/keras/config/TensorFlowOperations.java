package dev.markhor.keras.config;

import dev.markhor.graph.Value;
import dev.markhor.ops.Axes;
import dev.markhor.ops.Binary;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Reduce;
import dev.markhor.ops.Unary;
import dev.markhor.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** TensorFlow functions in functional models of tf.keras ({@code TFOpLambda}): the symbol without {@code tf.}, one line each. */
final class TensorFlowOperations {
    private static final Map<String, Operation> BY_SYMBOL = new TreeMap<>();

    static {
        binary(Binary.Function.ADD, "math.add", "__operators__.add", "math.add_v2");
        binary(Binary.Function.SUBTRACT, "math.subtract");
        binary(Binary.Function.MULTIPLY, "math.multiply");
        add(Computations.divide("x", "y"), "math.divide", "math.truediv", "realdiv");
        binary(Binary.Function.FLOOR_DIVIDE, "math.floordiv");
        binary(Binary.Function.MOD, "math.floormod", "math.mod");
        binary(Binary.Function.POWER, "math.pow");
        binary(Binary.Function.MAXIMUM, "math.maximum");
        binary(Binary.Function.MINIMUM, "math.minimum");
        binary(Binary.Function.SQUARED_DIFFERENCE, "math.squared_difference");
        binary(Binary.Function.EQUAL, "math.equal", "__operators__.eq");
        binary(Binary.Function.NOT_EQUAL, "math.not_equal", "__operators__.ne");
        binary(Binary.Function.GREATER, "math.greater");
        binary(Binary.Function.GREATER_EQUAL, "math.greater_equal");
        binary(Binary.Function.LESS, "math.less");
        binary(Binary.Function.LESS_EQUAL, "math.less_equal");
        binary(Binary.Function.LOGICAL_AND, "math.logical_and", "__operators__.logical_and");
        binary(Binary.Function.LOGICAL_OR, "math.logical_or", "__operators__.logical_or");
        single(
                a -> Ops.matmul(
                        a.operands("a", "b").get(0),
                        a.operands("a", "b").get(1),
                        a.flag(2, "transpose_a", false),
                        a.flag(3, "transpose_b", false)),
                "linalg.matmul");

        unary(Unary.Function.NEGATIVE, "math.negative");
        unary(Unary.Function.ABSOLUTE, "math.abs");
        unary(Unary.Function.EXP, "math.exp");
        unary(Unary.Function.LOG, "math.log");
        unary(Unary.Function.LOG1P, "math.log1p");
        unary(Unary.Function.SQRT, "math.sqrt");
        unary(Unary.Function.RSQRT, "math.rsqrt");
        unary(Unary.Function.SQUARE, "math.square");
        unary(Unary.Function.RECIPROCAL, "math.reciprocal");
        unary(Unary.Function.SIN, "math.sin");
        unary(Unary.Function.COS, "math.cos");
        unary(Unary.Function.TANH, "math.tanh", "nn.tanh");
        unary(Unary.Function.SIGMOID, "math.sigmoid", "nn.sigmoid");
        unary(Unary.Function.ERF, "math.erf");
        unary(Unary.Function.FLOOR, "math.floor");
        unary(Unary.Function.CEIL, "math.ceil");
        unary(Unary.Function.ROUND, "math.round");
        unary(Unary.Function.SIGN, "math.sign");
        unary(Unary.Function.LOGICAL_NOT, "math.logical_not");
        unary(Unary.Function.SOFTPLUS, "math.softplus", "nn.softplus");
        unary(Unary.Function.SOFTSIGN, "nn.softsign");
        unary(Unary.Function.SELU, "nn.selu");
        unary(Unary.Function.SILU, "nn.silu", "nn.swish");
        single(a -> Ops.unary(Unary.Function.ELU, a.tensor(), 1), "nn.elu");
        single(a -> Ops.relu(a.tensor()), "nn.relu");
        single(a -> Ops.relu(a.tensor(), 0, 6, 0), "nn.relu6");
        single(a -> Ops.relu(a.tensor(), a.number(1, "alpha", 0.2), Double.POSITIVE_INFINITY, 0), "nn.leaky_relu");
        single(
                a -> Ops.unary(
                        a.flag(1, "approximate", false) ? Unary.Function.GELU_TANH : Unary.Function.GELU, a.tensor()),
                "nn.gelu");
        single(a -> Ops.softmax(a.tensor(), a.integer(1, "axis", -1)), "nn.softmax");
        single(a -> Ops.logSoftmax(a.tensor(), a.integer(1, "axis", -1)), "nn.log_softmax");
        single(
                a -> Ops.clip(a.tensor(), a.number(1, "clip_value_min", 0), a.number(2, "clip_value_max", 0)),
                "clip_by_value");
        single(TensorFlowOperations::l2Normalize, "math.l2_normalize", "linalg.l2_normalize", "nn.l2_normalize");
        single(TensorFlowOperations::where, "where", "compat.v1.where");

        reduce(Reduce.Function.MEAN, "math.reduce_mean");
        reduce(Reduce.Function.SUM, "math.reduce_sum");
        reduce(Reduce.Function.MAX, "math.reduce_max");
        reduce(Reduce.Function.MIN, "math.reduce_min");
        reduce(Reduce.Function.PRODUCT, "math.reduce_prod");
        reduce(Reduce.Function.ANY, "math.reduce_any");
        reduce(Reduce.Function.ALL, "math.reduce_all");
        add(Computations.variance(false), "math.reduce_variance");
        add(Computations.variance(true), "math.reduce_std");
        single(a -> Ops.reduce(Reduce.Function.ARGMAX, a.tensor(), false, a.integer(1, "axis", 0)), "math.argmax");
        single(a -> Ops.reduce(Reduce.Function.ARGMIN, a.tensor(), false, a.integer(1, "axis", 0)), "math.argmin");

        single(a -> Ops.cast(a.tensor(), DType.of(a.text(1, "dtype", "float32"))), "cast");
        single(
                a -> Computations.oneHot(
                        a.tensor(),
                        a.integer(1, "depth"),
                        a.integer(4, "axis", -1),
                        DType.of(a.text(5, "dtype", "float32")),
                        a.number(2, "on_value", 1),
                        a.number(3, "off_value", 0)),
                "one_hot");
        add(Computations.reshape("shape"), "reshape");
        single(a -> Computations.transpose(a.tensor(), a.integers(1, "perm")), "transpose");
        single(a -> Computations.expandDims(a.tensor(), new int[] {a.integer(1, "axis")}), "expand_dims");
        single(a -> Computations.squeeze(a.tensor(), a.integers(1, "axis")), "squeeze", "compat.v1.squeeze");
        single(a -> Computations.concatenate(a.tensors(0, "values"), a.integer(1, "axis")), "concat");
        single(a -> Computations.stack(a.tensors(0, "values"), a.integer(1, "axis", 0)), "stack");
        add(a -> Computations.split(a.tensor(), splits(a), a.integer(2, "axis", 0)), "split");
        single(a -> Computations.tile(a.tensor(), a.integers(1, "multiples").orElse(new int[0])), "tile");
        single(a -> Computations.flip(a.tensor(), a.integers(1, "axis")), "reverse");
        single(
                a -> Ops.repeat(
                        a.tensor(),
                        a.integer(1, "repeats"),
                        Axes.normalize(a.integer(2, "axis"), a.tensor().rank())),
                "repeat");
        single(TensorFlowOperations::pad, "pad", "compat.v1.pad");
        single(Arguments::tensor, "identity", "stop_gradient", "convert_to_tensor", "ensure_shape");
        single(a -> Indexing.get(a.tensor(), a.find(1, "slice_spec").orElse(null)), "__operators__.getitem");
    }

    private TensorFlowOperations() {}

    static Optional<Operation> find(String symbol) {
        return Optional.ofNullable(BY_SYMBOL.get(symbol));
    }

    private static void add(Operation operation, String... symbols) {
        for (String symbol : symbols) {
            BY_SYMBOL.put(symbol, operation);
        }
    }

    private static void single(Operation.Single operation, String... symbols) {
        add(Operation.of(operation), symbols);
    }

    private static void unary(Unary.Function function, String... symbols) {
        add(Computations.unary(function), symbols);
    }

    private static void binary(Binary.Function function, String... symbols) {
        add(Computations.binary(function, "x", "y"), symbols);
    }

    private static void reduce(Reduce.Function function, String... symbols) {
        add(Computations.reduce(function, "axis"), symbols);
    }

    /** A number of equal parts, or the sizes of parts as the indices between them. */
    private static Object splits(Arguments a) {
        Object given = a.find(1, "num_or_size_splits").orElse(1);
        if (!(given instanceof List<?> sizes)) {
            return given;
        }
        List<Object> indices = new ArrayList<>();
        int end = 0;
        for (Object size : sizes.subList(0, sizes.size() - 1)) {
            end += Arguments.integer("size", size);
            indices.add(end);
        }
        return indices;
    }

    private static Value l2Normalize(Arguments a) {
        return Computations.l2Normalize(
                a.tensor(), Computations.axesOf(a, 1, "axis", a.tensor()), a.number(2, "epsilon", 1e-12));
    }

    private static Value where(Arguments a) {
        Value condition = a.tensor(0, "condition");
        List<Value> both = Promotion.common(a.tensor(1, "x"), a.tensor(2, "y"));
        return Ops.where(Ops.cast(condition, DType.BOOL), both.get(0), both.get(1));
    }

    private static Value pad(Arguments a) {
        if (!a.text(2, "mode", "CONSTANT").equalsIgnoreCase("CONSTANT")) {
            throw new IllegalArgumentException("padding mode '" + a.text(2, "mode", "") + "' is not supported");
        }
        return Computations.pad(a.tensor(), a.find(1, "paddings").orElse(0), a.number(3, "constant_values", 0));
    }
}
