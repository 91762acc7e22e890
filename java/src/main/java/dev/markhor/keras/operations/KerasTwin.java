package dev.markhor.keras.operations;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The class of {@code keras.ops} that does what a TensorFlow function does, for writing. That it really does in a given model is for the writer
 * to see: defaults and types differ.
 *
 * @param module such as {@code numpy}, of {@code keras.src.ops}
 * @param operands parameters of the function behind its first, which are operands of the operation in this order
 * @param options parameters of the function, and what the operation calls them
 */
public record KerasTwin(String module, String className, List<String> operands, Map<String, String> options) {
    private static final String NUMPY = "numpy";
    private static final String OLD = "compat.v1.";

    /** @param function without {@code tf.} */
    public static Optional<KerasTwin> of(String function) {
        String name = function.startsWith(OLD) ? function.substring(OLD.length()) : function;
        return Optional.ofNullable(
                switch (name) {
                    case "math.add", "__operators__.add", "add" -> binary("Add");
                    case "math.subtract" -> binary("Subtract");
                    case "math.multiply" -> binary("Multiply");
                    case "math.truediv", "math.divide" -> binary("TrueDivide");
                    case "math.pow" -> binary("Power");
                    case "math.maximum" -> binary("Maximum");
                    case "math.minimum" -> binary("Minimum");
                    case "math.equal" -> binary("Equal");
                    case "math.greater" -> binary("Greater");
                    case "math.greater_equal" -> binary("GreaterEqual");
                    case "math.less" -> binary("Less");
                    case "math.less_equal" -> binary("LessEqual");
                    case "math.not_equal" -> binary("NotEqual");
                    case "math.logical_and" -> binary("LogicalAnd");
                    case "math.logical_or" -> binary("LogicalOr");
                    case "math.logical_not" -> numpy("LogicalNot", Map.of());
                    case "math.abs" -> numpy("Absolute", Map.of());
                    case "math.negative" -> numpy("Negative", Map.of());
                    case "math.sqrt" -> numpy("Sqrt", Map.of());
                    case "math.square" -> numpy("Square", Map.of());
                    case "math.exp" -> numpy("Exp", Map.of());
                    case "math.log" -> numpy("Log", Map.of());
                    case "math.expm1" -> numpy("Expm1", Map.of());
                    case "math.log1p" -> numpy("Log1p", Map.of());
                    case "math.reciprocal" -> numpy("Reciprocal", Map.of());
                    case "math.floor" -> numpy("Floor", Map.of());
                    case "math.ceil" -> numpy("Ceil", Map.of());
                    case "math.sign" -> numpy("Sign", Map.of());
                    case "math.tanh", "nn.tanh" -> numpy("Tanh", Map.of());
                    case "math.sin" -> numpy("Sin", Map.of());
                    case "math.cos" -> numpy("Cos", Map.of());
                    case "math.rsqrt" -> new KerasTwin("math", "Rsqrt", List.of(), Map.of());
                    case "math.sigmoid", "nn.sigmoid" -> nn("Sigmoid", Map.of());
                    case "nn.relu" -> nn("Relu", Map.of());
                    case "nn.relu6" -> nn("Relu6", Map.of());
                    case "nn.silu" -> nn("Silu", Map.of());
                    case "nn.softmax" -> nn("Softmax", Map.of("axis", "axis"));
                    case "nn.log_softmax" -> nn("LogSoftmax", Map.of("axis", "axis"));
                    case "one_hot" -> nn("OneHot", Map.of("depth", "num_classes", "axis", "axis"));
                    case "math.reduce_mean" -> reduction("Mean");
                    case "math.reduce_sum" -> reduction("Sum");
                    case "math.reduce_max" -> reduction("Max");
                    case "math.reduce_min" -> reduction("Min");
                    case "math.reduce_prod" -> reduction("Prod");
                    case "math.cumsum" -> numpy("Cumsum", Map.of("axis", "axis"));
                    case "concat" -> numpy("Concatenate", Map.of("axis", "axis"));
                    case "stack" -> numpy("Stack", Map.of("axis", "axis"));
                    case "expand_dims" -> numpy("ExpandDims", Map.of("axis", "axis"));
                    case "squeeze" -> numpy("Squeeze", Map.of("axis", "axis"));
                    case "reshape" -> numpy("Reshape", Map.of("shape", "newshape"));
                    case "transpose" -> numpy("Transpose", Map.of("perm", "axes"));
                    case "tile" -> numpy("Tile", Map.of("multiples", "repeats"));
                    case "clip_by_value" -> numpy("Clip", Map.of("clip_value_min", "x_min", "clip_value_max", "x_max"));
                    case "repeat" -> numpy("Repeat", Map.of("repeats", "repeats", "axis", "axis"));
                    case "roll" -> numpy("Roll", Map.of("shift", "shift", "axis", "axis"));
                    case "stop_gradient" -> new KerasTwin("core", "StopGradient", List.of(), Map.of());
                    case "cast" -> new KerasTwin("core", "Cast", List.of(), Map.of("dtype", "dtype"));
                    case "linalg.matmul" -> new KerasTwin(NUMPY, "Matmul", List.of("b"), Map.of());
                    case "where" -> new KerasTwin(NUMPY, "Where", List.of("x", "y"), Map.of());
                    case "__operators__.getitem" -> new KerasTwin(NUMPY, "GetItem", List.of("slice_spec"), Map.of());
                    default -> null;
                });
    }

    private static KerasTwin binary(String className) {
        return new KerasTwin(NUMPY, className, List.of("y"), Map.of());
    }

    private static KerasTwin numpy(String className, Map<String, String> options) {
        return new KerasTwin(NUMPY, className, List.of(), options);
    }

    private static KerasTwin nn(String className, Map<String, String> options) {
        return new KerasTwin("nn", className, List.of(), options);
    }

    private static KerasTwin reduction(String className) {
        return numpy(className, Map.of("axis", "axis", "keepdims", "keepdims"));
    }
}
