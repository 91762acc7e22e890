package dev.markhor.keras.operations;

import dev.markhor.graph.Value;
import dev.markhor.model.Inputs;
import dev.markhor.model.Structure;
import dev.markhor.tensor.DType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Nodes of TensorFlow graphs in functional models of TensorFlow 1.13 to 2.3 ({@code TensorFlowOpLayer}): by the functions that make such
 * nodes.
 */
public final class TensorFlowNodes {
    /** A function, and its parameters in the order of the node's inputs; {@code name...} takes all there are, but for those after it. */
    private record Signature(String function, String... parameters) {}

    private TensorFlowNodes() {}

    /**
     * What a node computes.
     *
     * @param op its kind: {@code AddV2}
     * @param attributes by TensorFlow's names, as plain values
     * @param constants the inputs that are no symbolic tensors, by position
     */
    public static Optional<Operation> find(String op, Map<String, Object> attributes, Map<Integer, Object> constants) {
        Signature signature = signature(op);
        if (signature == null) {
            return Optional.empty();
        }
        Map<String, Object> named = new LinkedHashMap<>();
        attributes.forEach((name, value) -> named.put(parameter(op, name), value));
        return TensorFlowOperations.find(signature.function())
                .map(function ->
                        arguments -> function.apply(arguments(signature, List.of(arguments.all()), constants, named)));
    }

    private static Arguments arguments(
            Signature signature, List<Value> tensors, Map<Integer, Object> constants, Map<String, Object> attributes) {
        List<Object> inputs = new ArrayList<>();
        int next = 0;
        while (next < tensors.size() || constants.containsKey(inputs.size())) {
            Object constant = constants.get(inputs.size());
            inputs.add(constant != null ? constant : Structure.of(tensors.get(next++)));
        }
        Map<String, Object> named = new LinkedHashMap<>(attributes);
        List<Object> positional = new ArrayList<>();
        int given = 0;
        for (int i = 0; i < signature.parameters().length && given < inputs.size(); i++) {
            String name = signature.parameters()[i];
            Object argument = name.endsWith("...")
                    ? list(inputs.subList(
                            given, given += inputs.size() - (signature.parameters().length - 1 - i) - given))
                    : inputs.get(given++);
            if (i == 0) {
                positional.add(argument);
            } else {
                named.put(name, argument);
            }
        }
        if (named.remove(FIRST)
                instanceof Structure<?> first) { // where a node's first input is not the function's first argument
            named.put(signature.parameters()[0], positional.set(0, first));
        }
        return new Arguments(Inputs.of(positional, named), Map.of());
    }

    /** The parameter that is the function's first, where that of the node is another. */
    private static final String FIRST = "first";

    private static Structure<Value> list(List<Object> inputs) {
        List<Structure<Value>> items = new ArrayList<>();
        for (Object input : inputs) {
            items.add(
                    input instanceof Structure<?>
                            ? structure(input)
                            : Structure.of(Constants.of(input, DType.INT32, "values")));
        }
        return new Structure.Items<>(items);
    }

    @SuppressWarnings("unchecked")
    private static Structure<Value> structure(Object input) {
        return (Structure<Value>) input;
    }

    /** What the function calls an attribute. */
    private static String parameter(String op, String attribute) {
        return switch (attribute) {
            case "keep_dims" -> "keepdims";
            case "DstT" -> "dtype";
            case "squeeze_dims" -> "axis";
            case "adj_x" -> "transpose_a";
            case "adj_y" -> "transpose_b";
            case "num_split" -> "num_or_size_splits";
            case "T" -> op.equals("Fill") || op.equals("Range") ? "dtype" : "T";
            default -> attribute;
        };
    }

    private static Signature signature(String op) {
        return switch (op) {
            case "Add", "AddV2" -> binary("math.add");
            case "Sub" -> binary("math.subtract");
            case "Mul" -> binary("math.multiply");
            case "RealDiv", "Div" -> binary("math.divide");
            case "DivNoNan" -> binary("math.divide_no_nan");
            case "FloorDiv" -> binary("math.floordiv");
            case "FloorMod" -> binary("math.floormod");
            case "Pow" -> binary("math.pow");
            case "Maximum" -> binary("math.maximum");
            case "Minimum" -> binary("math.minimum");
            case "SquaredDifference" -> binary("math.squared_difference");
            case "Equal" -> binary("math.equal");
            case "NotEqual" -> binary("math.not_equal");
            case "Greater" -> binary("math.greater");
            case "GreaterEqual" -> binary("math.greater_equal");
            case "Less" -> binary("math.less");
            case "LessEqual" -> binary("math.less_equal");
            case "LogicalAnd" -> binary("math.logical_and");
            case "LogicalOr" -> binary("math.logical_or");
            case "LogicalNot" -> unary("math.logical_not");
            case "AddN" -> new Signature("math.add_n", "inputs...");
            case "Neg" -> unary("math.negative");
            case "Abs" -> unary("math.abs");
            case "Exp" -> unary("math.exp");
            case "Expm1" -> unary("math.expm1");
            case "Log" -> unary("math.log");
            case "Log1p" -> unary("math.log1p");
            case "Sqrt" -> unary("math.sqrt");
            case "Rsqrt" -> unary("math.rsqrt");
            case "Square" -> unary("math.square");
            case "Reciprocal", "Inv" -> unary("math.reciprocal");
            case "Sin" -> unary("math.sin");
            case "Cos" -> unary("math.cos");
            case "Tan" -> unary("math.tan");
            case "Tanh" -> unary("math.tanh");
            case "Sigmoid" -> unary("math.sigmoid");
            case "Erf" -> unary("math.erf");
            case "Floor" -> unary("math.floor");
            case "Ceil" -> unary("math.ceil");
            case "Round", "Rint" -> unary("math.round");
            case "Sign" -> unary("math.sign");
            case "IsNan" -> unary("math.is_nan");
            case "IsFinite" -> unary("math.is_finite");
            case "Relu" -> unary("nn.relu");
            case "Relu6" -> unary("nn.relu6");
            case "LeakyRelu" -> unary("nn.leaky_relu");
            case "Elu" -> unary("nn.elu");
            case "Selu" -> unary("nn.selu");
            case "Softplus" -> unary("math.softplus");
            case "Softsign" -> unary("nn.softsign");
            case "Softmax" -> unary("nn.softmax");
            case "LogSoftmax" -> unary("nn.log_softmax");
            case "Cast" -> unary("cast");
            case "ClipByValue" -> new Signature("clip_by_value", "t", "clip_value_min", "clip_value_max");
            case "Select", "SelectV2" -> new Signature("where", "condition", "x", "y");
            case "Mean" -> reduction("math.reduce_mean");
            case "Sum" -> reduction("math.reduce_sum");
            case "Max" -> reduction("math.reduce_max");
            case "Min" -> reduction("math.reduce_min");
            case "Prod" -> reduction("math.reduce_prod");
            case "Any" -> reduction("math.reduce_any");
            case "All" -> reduction("math.reduce_all");
            case "ArgMax" -> reduction("math.argmax");
            case "ArgMin" -> reduction("math.argmin");
            case "Cumsum" -> reduction("math.cumsum");
            case "Cumprod" -> reduction("math.cumprod");
            case "Reshape" -> new Signature("reshape", "tensor", "shape");
            case "Shape" -> unary("shape");
            case "Size" -> unary("size");
            case "Squeeze" -> unary("squeeze");
            case "ExpandDims" -> reduction("expand_dims");
            case "Transpose" -> new Signature("transpose", "a", "perm");
            case "ConcatV2" -> new Signature("concat", "values...", "axis");
            case "Pack" -> new Signature("stack", "values...");
            case "Unpack" -> unary("unstack");
            case "SplitV" -> new Signature("split", "value", "num_or_size_splits", "axis");
            case "Split" -> new Signature("split", "axis", FIRST);
            case "StridedSlice" -> new Signature("strided_slice", "input_", "begin", "end", "strides");
            case "Slice" -> new Signature("slice", "input_", "begin", "size");
            case "Tile" -> new Signature("tile", "input", "multiples");
            case "Pad", "MirrorPad" -> new Signature("pad", "tensor", "paddings");
            case "PadV2" -> new Signature("pad", "tensor", "paddings", "constant_values");
            case "ReverseV2" -> reduction("reverse");
            case "BroadcastTo" -> new Signature("broadcast_to", "input", "shape");
            case "Fill" -> new Signature("fill", "dims", "value");
            case "Range" -> new Signature("range", "start", "limit", "delta");
            case "ZerosLike" -> unary("zeros_like");
            case "OnesLike" -> unary("ones_like");
            case "Identity", "StopGradient" -> unary("identity");
            case "GatherV2" -> new Signature("gather", "params", "indices", "axis");
            case "Gather" -> new Signature("gather", "params", "indices");
            case "OneHot" -> new Signature("one_hot", "indices", "depth", "on_value", "off_value");
            case "TopKV2" -> new Signature("math.top_k", "input", "k");
            case "MatMul", "BatchMatMul", "BatchMatMulV2" -> new Signature("linalg.matmul", "a", "b");
            case "BiasAdd" -> new Signature("nn.bias_add", "value", "bias");
            case "Conv2D" -> new Signature("nn.conv2d", "input", "filters");
            case "DepthwiseConv2dNative" -> new Signature("nn.depthwise_conv2d", "input", "filter");
            case "MaxPool" -> unary("nn.max_pool2d");
            case "AvgPool" -> unary("nn.avg_pool2d");
            case "DepthToSpace" -> unary("nn.depth_to_space");
            case "SpaceToDepth" -> unary("nn.space_to_depth");
            default -> null;
        };
    }

    private static Signature unary(String function) {
        return new Signature(function, "x");
    }

    private static Signature binary(String function) {
        return new Signature(function, "x", "y");
    }

    private static Signature reduction(String function) {
        return new Signature(function, "x", "axis");
    }
}
