package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.Dialect;
import dev.markhor.ops.Axes;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Slice;
import dev.markhor.ops.Sparsemax;
import dev.markhor.ops.Unary.Function;
import dev.markhor.tensor.DType;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The functions of {@code keras.activations} by their names. */
public final class Activations {
    /** In Keras' order. */
    private static final List<String> NAMES = List.of(
            "linear",
            "relu",
            "relu6",
            "leaky_relu",
            "elu",
            "celu",
            "selu",
            "gelu",
            "silu",
            "swish",
            "sigmoid",
            "hard_sigmoid",
            "log_sigmoid",
            "hard_silu",
            "hard_swish",
            "tanh",
            "hard_tanh",
            "tanh_shrink",
            "soft_shrink",
            "hard_shrink",
            "softplus",
            "softsign",
            "squareplus",
            "sparse_plus",
            "sparse_sigmoid",
            "exponential",
            "mish",
            "softmax",
            "softmax_v2",
            "log_softmax",
            "sparsemax",
            "glu");

    private static final Set<String> ALONG_AN_AXIS = Set.of("softmax", "softmax_v2", "log_softmax", "sparsemax", "glu");

    private Activations() {}

    /**
     * The function of this name; {@code hard_sigmoid} is another one in Keras 1 and 2 than in Keras 3.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static UnaryOperator<Value> of(String name, Dialect dialect) {
        requireName(name);
        UnaryOperator<Value> function = name.equals("hard_sigmoid") && !dialect.isKeras3()
                ? x -> Ops.unary(Function.HARD_SIGMOID_KERAS2, x)
                : function(name);
        return x -> function.apply(admitted(name, x));
    }

    /** One of {@link #NAMES}. A switch, so that only the function that is asked for is made. */
    private static UnaryOperator<Value> function(String name) {
        return switch (name) {
            case "linear" -> x -> x;
            case "relu" -> Ops::relu;
            case "relu6" -> x -> Ops.relu(x, 0, 6, 0);
            case "leaky_relu" -> x -> Ops.relu(x, 0.2, Double.POSITIVE_INFINITY, 0);
            case "elu" -> x -> Ops.unary(Function.ELU, x, 1);
            case "celu" -> x -> Ops.unary(Function.CELU, x, 1);
            case "selu" -> x -> Ops.unary(Function.SELU, x);
            case "gelu" -> x -> Ops.unary(Function.GELU, x);
            case "silu", "swish" -> x -> Ops.unary(Function.SILU, x);
            case "sigmoid" -> x -> Ops.unary(Function.SIGMOID, x);
            case "hard_sigmoid" -> x -> Ops.unary(Function.HARD_SIGMOID, x);
            case "log_sigmoid" -> x -> Ops.unary(Function.LOG_SIGMOID, x);
            case "hard_silu", "hard_swish" -> x -> Ops.unary(Function.HARD_SILU, x);
            case "tanh" -> x -> Ops.unary(Function.TANH, x);
            case "hard_tanh" -> x -> Ops.unary(Function.HARD_TANH, x);
            case "tanh_shrink" -> x -> Ops.unary(Function.TANH_SHRINK, x);
            case "soft_shrink" -> x -> Ops.unary(Function.SOFT_SHRINK, x, 0.5);
            case "hard_shrink" -> x -> Ops.unary(Function.HARD_SHRINK, x, 0.5);
            case "softplus" -> x -> Ops.unary(Function.SOFTPLUS, x);
            case "softsign" -> x -> Ops.unary(Function.SOFTSIGN, x);
            case "squareplus" -> x -> Ops.unary(Function.SQUAREPLUS, x, 4);
            case "sparse_plus" -> x -> Ops.unary(Function.SPARSE_PLUS, x);
            case "sparse_sigmoid" -> x -> Ops.unary(Function.SPARSE_SIGMOID, x);
            case "exponential" -> x -> Ops.unary(Function.EXP, x);
            case "mish" -> x -> Ops.unary(Function.MISH, x);
            case "softmax", "softmax_v2" ->
                x -> Ops.softmax(x, -1); // TensorFlow's name of the same function, found in old files
            case "log_softmax" -> x -> Ops.logSoftmax(x, -1);
            case "sparsemax" -> x -> Ops.apply(new Sparsemax(x.rank() - 1), x);
            case "glu" -> x -> glu(x, -1);
            default -> throw new IllegalStateException(name);
        };
    }

    private static Value admitted(String name, Value x) {
        return switch (name) {
            case "linear" -> x;
            case "relu", "relu6" -> Numbers.requireNumbers(x);
            case "leaky_relu" -> Numbers.floating(Numbers.requireNumbers(x), DType.FLOAT32);
            case "tanh", "exponential" -> Numbers.floating(x, DType.FLOAT32);
            default -> Numbers.requireFloating(x);
        };
    }

    /** Every name that {@link #of} knows. */
    public static Set<String> names() {
        return Set.copyOf(NAMES);
    }

    /** Halves {@code axis} and weights the first half with the sigmoid of the second. */
    public static Value glu(Value x, int axis) {
        int at = Axes.normalize(axis, x.rank());
        long half = x.shape().dim(at) / 2;
        if (x.shape().isFree(at) || half * 2 != x.shape().dim(at)) {
            throw new IllegalArgumentException("glu halves axis " + axis + ", which must be even, of " + x.shape());
        }
        Value first = Ops.slice(x, at, 0, half, 1);
        Value second = Ops.slice(x, at, half, Slice.OPEN, 1);
        return Ops.multiply(first, Ops.sigmoid(second));
    }

    static boolean isElementwise(String name) {
        return !ALONG_AN_AXIS.contains(name);
    }

    static boolean isKnown(String name) {
        return NAMES.contains(name);
    }

    static void requireName(String name) {
        if (!isKnown(name)) {
            throw new IllegalArgumentException("unknown activation '" + name + "'; known are " + NAMES);
        }
    }
}
