package dev.markhor.keras.operations;

import static dev.markhor.keras.operations.Elements.floating;
import static dev.markhor.keras.operations.Promotion.toFloat;

import dev.markhor.graph.Value;
import dev.markhor.layers.Activations;
import dev.markhor.ops.Axes;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Sparsemax;
import dev.markhor.ops.Unary;
import dev.markhor.tensor.DType;

/** {@code keras.ops.nn}, one line each. */
final class KerasNn {
    private KerasNn() {}

    static Operation find(String className) {
        return switch (className) {
            case "Relu" -> Operation.of(a -> Ops.relu(a.tensor()));
            case "Relu6" -> Operation.of(a -> Ops.relu(a.tensor(), 0, 6, 0));
            case "LeakyRelu" ->
                Operation.of(
                        a -> Ops.relu(a.tensor(), a.number(1, "negative_slope", 0.2), Double.POSITIVE_INFINITY, 0));
            case "Sigmoid" -> floating(Unary.Function.SIGMOID);
            case "SparseSigmoid" -> floating(Unary.Function.SPARSE_SIGMOID);
            case "Softplus" -> floating(Unary.Function.SOFTPLUS);
            case "SparsePlus" -> floating(Unary.Function.SPARSE_PLUS);
            case "Softsign" -> floating(Unary.Function.SOFTSIGN);
            case "Silu" -> floating(Unary.Function.SILU);
            case "Selu" -> floating(Unary.Function.SELU);
            case "LogSigmoid" -> floating(Unary.Function.LOG_SIGMOID);
            case "HardSigmoid" -> floating(Unary.Function.HARD_SIGMOID);
            case "HardSilu" -> floating(Unary.Function.HARD_SILU);
            case "HardTanh" -> floating(Unary.Function.HARD_TANH);
            case "TanhShrink" -> floating(Unary.Function.TANH_SHRINK);
            case "SoftShrink" -> constant(Unary.Function.SOFT_SHRINK, "threshold", 0.5);
            case "HardShrink" -> constant(Unary.Function.HARD_SHRINK, "threshold", 0.5);
            case "Squareplus" -> constant(Unary.Function.SQUAREPLUS, "b", 4);
            case "Elu" -> constant(Unary.Function.ELU, "alpha", 1);
            case "Celu" -> constant(Unary.Function.CELU, "alpha", 1);
            case "Threshold" ->
                Operation.of(a -> Ops.unary(
                        Unary.Function.THRESHOLD,
                        toFloat(a.tensor()),
                        a.number(1, "threshold", 0),
                        a.number(2, "default_value", 0)));
            case "Gelu" -> Operation.of(a -> gelu(a, true));
            case "Glu" -> Operation.of(a -> Activations.glu(a.tensor(), a.integer(1, "axis", -1)));
            case "Softmax" -> Operation.of(a -> softmax(a, false));
            case "LogSoftmax" -> Operation.of(a -> softmax(a, true));
            case "Sparsemax" ->
                Operation.of(a -> Ops.apply(
                        new Sparsemax(Axes.normalize(
                                a.integer(1, "axis", -1), a.tensor().rank())),
                        a.tensor()));
            case "OneHot" ->
                Operation.of(a -> Parts.oneHot(
                        a.tensor(),
                        a.integer(1, "num_classes"),
                        a.integer(2, "axis", -1),
                        a.dtype(3, "dtype", DType.FLOAT32),
                        1,
                        0));
            case "MultiHot" -> Operation.of(KerasNn::multiHot);
            case "MaxPool" -> Windows.pool(false);
            case "AveragePool" -> Windows.pool(true);
            case "Conv" -> Operation.of(Windows::conv);
            case "DepthwiseConv" -> Operation.of(Windows::depthwiseConv);
            case "SeparableConv" -> Operation.of(Windows::separableConv);
            case "ConvTranspose" -> Operation.of(Windows::convTranspose);
            case "Moments" -> Operation.several(Norms::moments);
            case "BatchNorm" -> Operation.of(Norms::batch);
            case "LayerNorm" -> Operation.of(Norms::layer);
            case "RMSNorm" -> Operation.of(Norms::rootMeanSquare);
            case "Normalize" -> Operation.of(Norms::unit);
            case "DotProductAttention" -> Operation.of(KerasNn::attention);
            case "DepthToSpace" -> Operation.of(a -> Shapes.depthToSpace(lastChannels(a), a.integer(1, "block_size")));
            case "SpaceToDepth" -> Operation.of(a -> Shapes.spaceToDepth(lastChannels(a), a.integer(1, "block_size")));
            default -> null;
        };
    }

    private static Operation constant(Unary.Function function, String name, double absent) {
        return Operation.of(a -> Ops.unary(function, toFloat(a.tensor()), a.number(1, name, absent)));
    }

    static Value gelu(Arguments a, boolean absent) {
        boolean approximate = a.flag(1, "approximate", absent);
        return Ops.unary(approximate ? Unary.Function.GELU_TANH : Unary.Function.GELU, toFloat(a.tensor()));
    }

    /** Over one axis, or over several as over one. */
    static Value softmax(Arguments a, boolean logarithm) {
        Value x = toFloat(a.tensor());
        int[] axes = a.integers(1, "axis").orElse(new int[] {-1});
        if (axes.length == 1) {
            return logarithm ? Ops.logSoftmax(x, axes[0]) : Ops.softmax(x, axes[0]);
        }
        Value shifted = Ops.subtract(x, Ops.max(x, true, axes));
        Value sum = Ops.sum(Ops.exp(shifted), true, axes);
        return logarithm ? Ops.subtract(shifted, Ops.log(sum)) : Ops.divide(Ops.exp(shifted), sum);
    }

    /** Which classes occur along the last axis. */
    private static Value multiHot(Arguments a) {
        Value x = a.tensor();
        DType dtype = a.dtype(3, "dtype", DType.FLOAT32);
        Value hot = Parts.oneHot(x, a.integer(1, "num_classes"), a.integer(2, "axis", -1), dtype, 1, 0);
        return Ops.max(hot, false, x.rank() == 1 ? 0 : 1);
    }

    private static Value lastChannels(Arguments a) {
        a.only(Arguments.NAMED, "data_format", "channels_last");
        return a.tensor();
    }

    /** {@code [batch, steps, heads, size]}, with masks that are true where attention goes. */
    private static Value attention(Arguments a) {
        a.only(Arguments.NAMED, "is_causal", false);
        a.only(Arguments.NAMED, "attn_logits_soft_cap", null);
        Value query = Ops.transpose(a.tensor(0, "query"), 0, 2, 1, 3);
        Value key = Ops.transpose(a.tensor(1, "key"), 0, 2, 1, 3);
        Value value = Ops.transpose(a.tensor(2, "value"), 0, 2, 1, 3);
        double scale = a.number(5, "scale", 1 / Math.sqrt(query.shape().dim(-1)));
        Value scores = Ops.multiply(Ops.matmul(query, key, false, true), scale);
        if (a.isTensor(3, "bias")) {
            scores = Ops.add(scores, a.tensor(3, "bias"));
        }
        if (a.isTensor(4, "mask")) {
            scores = Ops.where(
                    Elements.truth(a.tensor(4, "mask")), scores, Ops.constant(-0.7 * Float.MAX_VALUE, scores));
        }
        return Ops.transpose(Ops.matmul(Ops.softmax(scores, -1), value), 0, 2, 1, 3);
    }
}
