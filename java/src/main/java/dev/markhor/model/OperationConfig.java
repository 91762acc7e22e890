package dev.markhor.model;

import dev.markhor.graph.Node;
import dev.markhor.graph.Op;
import dev.markhor.graph.Spec;
import dev.markhor.graph.Value;
import dev.markhor.ops.Binary;
import dev.markhor.ops.Cast;
import dev.markhor.ops.Concat;
import dev.markhor.ops.Gather;
import dev.markhor.ops.MatMul;
import dev.markhor.ops.Reduce;
import dev.markhor.ops.Reshape;
import dev.markhor.ops.Slice;
import dev.markhor.ops.Softmax;
import dev.markhor.ops.Transpose;
import dev.markhor.ops.Unary;
import dev.markhor.ops.Where;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An op between layers as the operation of {@code keras.ops} that computes the same.
 *
 * @param file of Keras that has the class
 * @param options that the class takes
 * @param arguments of the call: values, lists of them, and plain values
 */
record OperationConfig(String file, String className, Map<String, Object> options, List<Object> arguments) {
    private static final String NUMPY = "numpy";
    private static final String NN = "nn";

    /** Python's name of its module. */
    String module() {
        return "keras.src.ops." + file;
    }

    /** Empty if Keras has no such operation, or it computes in other types. */
    static Optional<OperationConfig> of(Node node) {
        return Optional.ofNullable(find(node.op(), node));
    }

    private static OperationConfig find(Op op, Node node) {
        boolean floating =
                node.inputs().stream().allMatch(value -> value.dtype().isFloating());
        if (op instanceof Unary unary) {
            return unary(unary, node, floating);
        }
        if (op instanceof Binary binary) {
            return binary(binary.function(), node, floating);
        }
        if (op instanceof Reduce reduce) {
            return reduce(reduce, node, floating);
        }
        if (op instanceof Softmax softmax && floating) {
            return of(NN, softmax.logarithm() ? "LogSoftmax" : "Softmax", node, "axis", softmax.axis());
        }
        if (op instanceof MatMul product && floating && !product.transposeA() && !product.transposeB()) {
            return of(NUMPY, "Matmul", node);
        }
        if (op instanceof Concat concat) {
            return new OperationConfig(NUMPY, "Concatenate", Map.of("axis", concat.axis()), List.of(node.inputs()));
        }
        if (op instanceof Transpose transpose) {
            return of(NUMPY, "Transpose", node, "axes", transpose.axes());
        }
        if (op instanceof Reshape) {
            return reshape(node);
        }
        if (op instanceof Gather gather && gather.batchDims() == 0) {
            return of(NUMPY, "Take", node, "axis", gather.axis());
        }
        if (op instanceof Slice slice) {
            return slice(slice, node.inputs().get(0));
        }
        if (op instanceof Cast cast) {
            return of("core", "Cast", node, "dtype", cast.dtype().kerasName());
        }
        return op instanceof Where ? of(NUMPY, "Where", node) : null;
    }

    private static OperationConfig of(String file, String className, Node node, Object... options) {
        Map<String, Object> named = new LinkedHashMap<>();
        for (int i = 0; i < options.length; i += 2) {
            named.put((String) options[i], options[i + 1]);
        }
        return new OperationConfig(file, className, named, List.copyOf(node.inputs()));
    }

    /** {@code SOFT_SHRINK} as {@code SoftShrink}. */
    private static String camelCase(Enum<?> function) {
        StringBuilder name = new StringBuilder();
        for (String word : function.name().toLowerCase(Locale.ROOT).split("_")) {
            name.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
        }
        return name.toString();
    }

    private static OperationConfig unary(Unary unary, Node node, boolean floating) {
        String name = camelCase(unary.function());
        double a = unary.a();
        double b = unary.b();
        if (unary.function() == Unary.Function.LOGICAL_NOT) {
            return of(NUMPY, name, node);
        }
        if (!floating) {
            return null;
        }
        return switch (unary.function()) {
            case NEGATIVE, ABSOLUTE, EXP, EXPM1, LOG, LOG1P, SQRT, SQUARE, RECIPROCAL, SIN, COS, TAN, TANH ->
                of(NUMPY, name, node);
            case FLOOR, CEIL, SIGN -> of(NUMPY, name, node);
            case SIGMOID, SELU, SOFTPLUS, SOFTSIGN, SILU, LOG_SIGMOID, TANH_SHRINK, SPARSE_PLUS, SPARSE_SIGMOID ->
                of(NN, name, node);
            case HARD_SIGMOID, HARD_SILU, HARD_TANH -> of(NN, name, node);
            case RSQRT, ERF -> of("math", name, node);
            case GELU -> of(NN, name, node, "approximate", false);
            case GELU_TANH -> of(NN, "Gelu", node, "approximate", true);
            case ELU, CELU -> of(NN, name, node, "alpha", a);
            case SOFT_SHRINK, HARD_SHRINK -> of(NN, name, node, "threshold", a);
            case CLIP -> of(NUMPY, name, node, "x_min", a, "x_max", b);
            case RELU -> unary.c() == 0 && b == Double.POSITIVE_INFINITY ? relu(node, a) : null;
            case AFFINE -> affine(node, a, b);
            default -> null;
        };
    }

    private static OperationConfig relu(Node node, double slope) {
        return slope == 0 ? of(NN, "Relu", node) : of(NN, "LeakyRelu", node, "negative_slope", slope);
    }

    /** What {@code Ops.add} and {@code Ops.multiply} make of a number. */
    private static OperationConfig affine(Node node, double factor, double summand) {
        Value x = node.inputs().get(0);
        if (factor == 1) {
            return new OperationConfig(NUMPY, "Add", Map.of(), List.of(x, summand));
        }
        return summand == 0 ? new OperationConfig(NUMPY, "Multiply", Map.of(), List.of(x, factor)) : null;
    }

    private static OperationConfig binary(Binary.Function function, Node node, boolean floating) {
        return switch (function) {
            case SQUARED_DIFFERENCE -> null;
            case DIVIDE, POWER -> floating ? of(NUMPY, camelCase(function), node) : null;
            case ATAN2 -> of(NUMPY, "Arctan2", node);
            default -> of(NUMPY, camelCase(function), node);
        };
    }

    private static OperationConfig reduce(Reduce reduce, Node node, boolean floating) {
        return switch (reduce.function()) {
            case SUM, MEAN, MAX, MIN ->
                floating
                        ? of(
                                NUMPY,
                                camelCase(reduce.function()),
                                node,
                                "axis",
                                reduce.axes(),
                                "keepdims",
                                reduce.keepDims())
                        : null;
            case ANY, ALL ->
                of(NUMPY, camelCase(reduce.function()), node, "axis", reduce.axes(), "keepdims", reduce.keepDims());
            default -> null;
        };
    }

    /** To known sizes, and one that follows from them. */
    private static OperationConfig reshape(Node node) {
        Spec spec = node.output().spec();
        List<Object> sizes = new ArrayList<>();
        int free = 0;
        for (int axis = 0; axis < spec.shape().rank(); axis++) {
            free += spec.shape().isFree(axis) ? 1 : 0;
            sizes.add(spec.shape().isFree(axis) ? -1 : spec.shape().dim(axis));
        }
        return free <= 1 ? of(NUMPY, "Reshape", node, "newshape", sizes) : null;
    }

    private static OperationConfig slice(Slice slice, Value x) {
        List<Object> indices = new ArrayList<>(Collections.nCopies(slice.axis(), slice(null, null, null)));
        indices.add(slice(bound(slice.start()), bound(slice.stop()), slice.step()));
        return new OperationConfig(NUMPY, "GetItem", Map.of(), List.of(x, indices));
    }

    private static Object bound(long bound) {
        return bound == Slice.OPEN ? null : bound;
    }

    private static Map<String, Object> slice(Object start, Object stop, Object step) {
        Map<String, Object> bounds = new LinkedHashMap<>();
        bounds.put("start", start);
        bounds.put("stop", stop);
        bounds.put("step", step);
        return Map.of("class_name", "__slice__", "config", bounds);
    }
}
