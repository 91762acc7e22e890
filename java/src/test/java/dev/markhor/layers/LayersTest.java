package dev.markhor.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.markhor.graph.Value;
import dev.markhor.model.Input;
import dev.markhor.model.Layer;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Shapes and weights of layers; their numbers are checked against Keras' by the golden values. */
class LayersTest {
    static Stream<Arguments> layers() {
        return Stream.of(
                of(new Dense(4), in(3), "[?, 4]", "kernel[3, 4] bias[4]"),
                of(new Dense(4).useBias(false), in(-1, 3), "[?, ?, 4]", "kernel[3, 4]"),
                of(new Dense(4).activation(new PReLU()), in(3), "[?, 4]", "kernel[3, 4] bias[4] alpha[4]"),
                of(new Conv1D(4, 3).padding("causal").strides(2), in(9, 2), "[?, 5, 4]", "kernel[3, 2, 4] bias[4]"),
                of(new Conv2D(4, 3, 2), in(-1, 7, 6), "[?, ?, 6, 4]", "kernel[3, 2, 6, 4] bias[4]"),
                of(
                        new Conv2D(4, 3).groups(2).padding("same"),
                        in(5, 7, 6),
                        "[?, 5, 7, 4]",
                        "kernel[3, 3, 3, 4] bias[4]"),
                of(
                        new Conv2D(4, 3).dataFormat("channels_first"),
                        in(6, 5, 7),
                        "[?, 4, 3, 5]",
                        "kernel[3, 3, 6, 4] bias[4]"),
                of(
                        new Conv3D(4, 2).dilationRate(2),
                        in(5, 5, 5, 1),
                        "[?, 3, 3, 3, 4]",
                        "kernel[2, 2, 2, 1, 4] bias[4]"),
                of(
                        new DepthwiseConv1D(3).depthMultiplier(2),
                        in(5, 3),
                        "[?, 3, 6]",
                        "depthwise_kernel[3, 3, 2] bias[6]"),
                of(new DepthwiseConv2D(3), in(5, 5, 3), "[?, 3, 3, 3]", "depthwise_kernel[3, 3, 3, 1] bias[3]"),
                of(
                        new SeparableConv2D(8, 3).depthMultiplier(2),
                        in(5, 5, 3),
                        "[?, 3, 3, 8]",
                        "depthwise_kernel[3, 3, 3, 2] pointwise_kernel[1, 1, 6, 8] bias[8]"),
                of(
                        new SeparableConv1D(8, 3),
                        in(5, 3),
                        "[?, 3, 8]",
                        "depthwise_kernel[3, 3, 1] pointwise_kernel[1, 3, 8] bias[8]"),
                of(new Conv2DTranspose(4, 3).strides(2), in(5, 6, 3), "[?, 11, 13, 4]", "kernel[3, 3, 4, 3] bias[4]"),
                of(
                        new Conv1DTranspose(4, 3).strides(2).padding("same").outputPadding(1),
                        in(5, 3),
                        "[?, 10, 4]",
                        "kernel[3, 4, 3] bias[4]"),
                of(new MaxPooling2D().padding("same"), in(5, 7, 3), "[?, 3, 4, 3]", ""),
                of(new AveragePooling1D(3).strides(1), in(5, 3), "[?, 3, 3]", ""),
                of(new MaxPooling3D(2), in(4, 4, 5, 3), "[?, 2, 2, 2, 3]", ""),
                of(new GlobalMaxPooling2D(), in(4, 5, 3), "[?, 3]", ""),
                of(new GlobalAveragePooling1D().keepDims(true), in(-1, 3), "[?, 1, 3]", ""),
                of(new GlobalAveragePooling3D().dataFormat("channels_first"), in(3, 4, 5, 6), "[?, 3]", ""),
                of(new AdaptiveAveragePooling2D(2, 3), in(5, 7, 3), "[?, 2, 3, 3]", ""),
                of(new Flatten(), in(4, 5, 3), "[?, 60]", ""),
                of(new Flatten(), in(-1, 3), "[?, ?]", ""),
                of(new Reshape(3, -1), in(4, 6), "[?, 3, 8]", ""),
                of(new Permute(2, 1), in(4, 6), "[?, 6, 4]", ""),
                of(new RepeatVector(3), in(4), "[?, 3, 4]", ""),
                of(new ZeroPadding1D(1, 2), in(4, 6), "[?, 7, 6]", ""),
                of(new ZeroPadding2D(1, 2, 3, 4), in(4, 6, 1), "[?, 7, 13, 1]", ""),
                of(new Cropping2D(1, 2), in(4, 6, 1), "[?, 2, 2, 1]", ""),
                of(new Cropping1D(1), in(-1, 6), "[?, ?, 6]", ""),
                of(new UpSampling1D(3), in(4, 6), "[?, 12, 6]", ""),
                of(new UpSampling2D(2, 3), in(-1, 6, 1), "[?, ?, 18, 1]", ""),
                of(new UpSampling3D(), in(1, 2, 3, 4), "[?, 2, 4, 6, 4]", ""),
                of(
                        new BatchNormalization().axis(1),
                        in(3, 4),
                        "[?, 3, 4]",
                        "gamma[3] beta[3] moving_mean[3] moving_variance[3]"),
                of(new BatchNormalization().scale(false), in(3), "[?, 3]", "beta[3] moving_mean[3] moving_variance[3]"),
                of(new LayerNormalization().axis(1, 2), in(3, 4), "[?, 3, 4]", "gamma[3, 4] beta[3, 4]"),
                of(new GroupNormalization().groups(2), in(-1, 4), "[?, ?, 4]", "gamma[4] beta[4]"),
                of(new RMSNormalization(), in(5), "[?, 5]", "scale[5]"),
                of(new Normalization(), in(5), "[?, 5]", "mean[5] variance[5] count[]"),
                of(new PReLU().sharedAxes(1, 2), in(-1, -1, 3), "[?, ?, ?, 3]", "alpha[1, 1, 3]"),
                of(new Softmax(1, 2), in(3, 4), "[?, 3, 4]", ""),
                of(new Resizing(7, 8), in(-1, -1, 3), "[?, 7, 8, 3]", ""),
                of(new CenterCrop(2, 3), in(4, 4, 1), "[?, 2, 3, 1]", ""));
    }

    private static Arguments of(Layer layer, Value input, String output, String weights) {
        return Arguments.of(layer, input, output, weights);
    }

    private static Value in(long... dims) {
        return Input.of(dims);
    }

    @ParameterizedTest
    @MethodSource("layers")
    void shapesAndWeightsAreKeras(Layer layer, Value input, String output, String weights) {
        assertEquals(output, layer.apply(input).shape().toString());
        assertEquals(
                weights, layer.weights().stream().map(v -> v.name() + v.shape()).collect(Collectors.joining(" ")));
    }

    @Test
    void embeddingsTakeAnyNumber() {
        assertEquals(
                "float32[?, 5, 3]",
                new Embedding(7, 3).apply(Input.of(DType.INT64, 5)).toString());
        assertEquals("float32[?, 5, 3]", new Embedding(7, 3).apply(Input.of(5)).toString());
    }

    @Test
    void mergesBroadcastAndAlignRanks() {
        assertEquals(
                "[?, 4, 3]", new Add().apply(List.of(in(4, 3), in(3))).shape().toString());
        assertEquals(
                "[?, 4, 5]",
                new Concatenate().apply(List.of(in(4, 3), in(4, 2))).shape().toString());
        assertEquals(
                "[?, 4, 5]",
                new Dot(2, 1).apply(List.of(in(4, 3), in(3, 5))).shape().toString());
        assertEquals("[?, 1]", new Dot(1).apply(List.of(in(3), in(3))).shape().toString());
        assertThrows(IllegalArgumentException.class, () -> new Subtract().apply(List.of(in(3), in(3), in(3))));
    }

    @Test
    void wrongInputsNameTheLayer() {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> new Conv2D(4, 3).name("c").apply(in(5, 3)));
        assertEquals(
                "layer 'c' (Conv2D) on [float32[?, 5, 3]]: needs an input of rank 4, got [?, 5, 3]", e.getMessage());
    }

    @Test
    void wrongOptionsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Dense(0));
        assertThrows(IllegalArgumentException.class, () -> new Dense(1).activation("magic"));
        assertThrows(IllegalArgumentException.class, () -> new Conv2D(1, 3).padding("causal"));
        assertThrows(IllegalArgumentException.class, () -> new Conv2D(1, 3, 3, 3));
        assertThrows(IllegalArgumentException.class, () -> new Dropout(1.5));
        assertThrows(IllegalArgumentException.class, () -> new Permute(1, 3));
        assertThrows(IllegalArgumentException.class, () -> new Cropping1D(3).apply(in(6, 1)));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Conv1DTranspose(1, 3).strides(2).outputPadding(2).apply(in(6, 1)));
        assertThrows(IllegalArgumentException.class, () -> new Conv1D(3, 2).apply(in(4, 0)));
        assertThrows(IllegalArgumentException.class, () -> new Dense(2).apply(Input.of(Shape.FREE)));
    }
}
