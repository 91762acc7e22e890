package dev.markhor.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.markhor.graph.Value;
import dev.markhor.model.Input;
import dev.markhor.model.Layer;
import dev.markhor.model.Model;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.Tensor;
import dev.markhor.variable.Initializers;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A layer with channels first equals its twin with channels last between two transpositions. Keras itself gets some biases wrong. */
class ChannelsFirstTest {
    static Stream<Arguments> twins() {
        return Stream.of(
                twin(() -> conv().dataFormat("channels_first"), () -> conv()),
                twin(
                        () -> new DepthwiseConv2D(3)
                                .kernelInitializer(Initializers.glorotUniform(1))
                                .activation("relu")
                                .dataFormat("channels_first"),
                        () -> new DepthwiseConv2D(3)
                                .kernelInitializer(Initializers.glorotUniform(1))
                                .activation("relu")),
                twin(() -> new MaxPooling2D(2).dataFormat("channels_first"), () -> new MaxPooling2D(2)),
                twin(() -> new UpSampling2D(2).dataFormat("channels_first"), () -> new UpSampling2D(2)),
                twin(
                        () -> new ZeroPadding2D(1, 0, 2, 1).dataFormat("channels_first"),
                        () -> new ZeroPadding2D(1, 0, 2, 1)),
                twin(() -> new BatchNormalization().axis(1), () -> new BatchNormalization()),
                twin(() -> new GroupNormalization().groups(2).axis(1), () -> new GroupNormalization().groups(2)));
    }

    private static Conv2D conv() {
        return new Conv2D(4, 3)
                .kernelInitializer(Initializers.glorotUniform(1))
                .biasInitializer(Initializers.randomUniform(-1, 1, 2L));
    }

    private static Arguments twin(Supplier<Layer> first, Supplier<Layer> last) {
        return Arguments.of(first.get(), last.get());
    }

    @ParameterizedTest
    @MethodSource("twins")
    void equalTheirTwins(Layer first, Layer last) {
        Value image = Input.of(4, 5, 4); // as many channels as rows, where Keras adds the bias to the wrong axis
        Value turned = Ops.transpose(last.apply(Ops.transpose(image, 0, 2, 3, 1)), 0, 3, 1, 2);
        try (Model a = Model.of(image, first.apply(image));
                Model b = Model.of(image, turned)) {
            Tensor x = Tensor.of(ramp(160), 2, 4, 5, 4);
            assertArrayEquals(b.predict(x).toFloatArray(), a.predict(x).toFloatArray(), 1e-6f);
        }
    }

    private static float[] ramp(int n) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) Math.sin(i * 0.7);
        }
        return values;
    }
}
