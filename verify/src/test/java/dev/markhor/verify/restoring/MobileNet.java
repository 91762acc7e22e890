package dev.markhor.verify.restoring;

import dev.markhor.graph.Value;
import dev.markhor.layers.Activation;
import dev.markhor.layers.BatchNormalization;
import dev.markhor.layers.Dense;
import dev.markhor.layers.DepthwiseConv2D;
import dev.markhor.layers.Dropout;
import dev.markhor.layers.GlobalMaxPooling2D;
import dev.markhor.layers.ReLU;
import dev.markhor.layers.SeparableConv2D;
import dev.markhor.model.Input;
import dev.markhor.model.Model;
import dev.markhor.model.Sequential;

/** A functional model and a Sequential, inside a model. */
final class MobileNet extends Model {
    private final Model backbone;
    private final Sequential head =
            new Sequential(new GlobalMaxPooling2D(), new Dropout(0.2), new Dense(4).activation("relu"), new Dense(2));

    MobileNet() {
        Value image = Input.of(8, 6, 3);
        Value h = new SeparableConv2D(5, 3).padding("same").name("entry").apply(image);
        h = new ReLU().apply(new BatchNormalization().apply(h));
        h = new DepthwiseConv2D(3).strides(2).depthMultiplier(2).apply(h);
        h = new BatchNormalization().scale(false).apply(h);
        backbone = Model.of(image, new Activation("swish").apply(h));
    }

    @Override
    protected Value call(Value x) {
        return head.apply(backbone.apply(x));
    }
}
