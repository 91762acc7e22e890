package dev.markhor.verify.restoring;

import dev.markhor.graph.Value;
import dev.markhor.layers.Conv2DTranspose;
import dev.markhor.layers.DepthwiseConv2D;
import dev.markhor.layers.EinsumDense;
import dev.markhor.layers.GroupNormalization;
import dev.markhor.layers.Normalization;
import dev.markhor.layers.SeparableConv2D;
import dev.markhor.model.Input;
import dev.markhor.model.Model;
import dev.markhor.tensor.Shape;

/** A functional model inside a model, beside layers of every kind of kernel. */
final class Keras3Segmenter extends Model {
    private final Normalization scaler = new Normalization();
    private final Model backbone;
    private final Conv2DTranspose up = new Conv2DTranspose(3, 2).strides(2);
    private final EinsumDense classes = new EinsumDense("bhwc,cd->bhwd", Shape.FREE, Shape.FREE, 2)
            .biasAxes("d")
            .activation("softmax");

    Keras3Segmenter() {
        Value image = Input.of(8, 6, 3);
        Value h = new SeparableConv2D(4, 3).strides(2).padding("same").apply(image);
        h = new GroupNormalization().groups(2).apply(h);
        backbone = Model.of(
                image, new DepthwiseConv2D(3).padding("same").activation("relu").apply(h));
    }

    @Override
    protected Value call(Value x) {
        return classes.apply(up.apply(backbone.apply(scaler.apply(x))));
    }
}
