package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.Dialect;
import dev.markhor.ops.Axes;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Slice;
import dev.markhor.ops.Sparsemax;
import dev.markhor.ops.Unary.Function;
import dev.markhor.tensor.DType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The functions of {@code keras.activations} by their names. */
public final class Activations {
    private static final Map<String, UnaryOperator<Value>> BY_NAME = new LinkedHashMap<>();

    private static final Set<String> ALONG_AN_AXIS = Set.of("softmax", "softmax_v2", "log_softmax", "sparsemax", "glu");

    static {
        add("linear", x -> x);
        add("relu", Ops::relu);
        add("relu6", x -> Ops.relu(x, 0, 6, 0));
        add("leaky_relu", x -> Ops.relu(x, 0.2, Double.POSITIVE_INFINITY, 0));
        add("elu", x -> Ops.unary(Function.ELU, x, 1));
        add("celu", x -> Ops.unary(Function.CELU, x, 1));
        add("selu", Function.SELU);
        add("gelu", Function.GELU);
        add("silu", Function.SILU);
        add("swish", Function.SILU);
        add("sigmoid", Function.SIGMOID);
        add("hard_sigmoid", Function.HARD_SIGMOID);
        add("log_sigmoid", Function.LOG_SIGMOID);
        add("hard_silu", Function.HARD_SILU);
        add("hard_swish", Function.HARD_SILU);
        add("tanh", Function.TANH);
        add("hard_tanh", Function.HARD_TANH);
        add("tanh_shrink", Function.TANH_SHRINK);
        add("soft_shrink", x -> Ops.unary(Function.SOFT_SHRINK, x, 0.5));
        add("hard_shrink", x -> Ops.unary(Function.HARD_SHRINK, x, 0.5));
        add("softplus", Function.SOFTPLUS);
        add("softsign", Function.SOFTSIGN);
        add("squareplus", x -> Ops.unary(Function.SQUAREPLUS, x, 4));
        add("sparse_plus", Function.SPARSE_PLUS);
        add("sparse_sigmoid", Function.SPARSE_SIGMOID);
        add("exponential", Function.EXP);
        add("mish", Function.MISH);
        add("softmax", x -> Ops.softmax(x, -1));
        add("softmax_v2", x -> Ops.softmax(x, -1)); // TensorFlow's name of the same function, found in old files
        add("log_softmax", x -> Ops.logSoftmax(x, -1));
        add("sparsemax", x -> Ops.apply(new Sparsemax(x.rank() - 1), x));
        add("glu", x -> glu(x, -1));
    }

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
                : BY_NAME.get(name);
        return x -> function.apply(admitted(name, x));
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
        return Set.copyOf(BY_NAME.keySet());
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
        return BY_NAME.containsKey(name);
    }

    static void requireName(String name) {
        if (!isKnown(name)) {
            throw new IllegalArgumentException("unknown activation '" + name + "'; known are " + BY_NAME.keySet());
        }
    }

    private static void add(String name, Function function) {
        add(name, x -> Ops.unary(function, x));
    }

    private static void add(String name, UnaryOperator<Value> function) {
        BY_NAME.put(name, function);
    }
}
