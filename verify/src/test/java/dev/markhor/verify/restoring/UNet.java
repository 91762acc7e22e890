package dev.markhor.verify.restoring;

import dev.markhor.graph.Value;
import dev.markhor.layers.Concatenate;
import dev.markhor.layers.Conv2D;
import dev.markhor.layers.Conv2DTranspose;
import dev.markhor.layers.GroupNormalization;
import dev.markhor.layers.MaxPooling2D;
import dev.markhor.model.Input;
import dev.markhor.model.Model;
import java.util.List;

/** A functional model: its layers have no attributes, so position counts. */
final class UNet {
    private UNet() {}

    static Model create() {
        Value image = Input.of(8, 8, 2);
        Value down = new Conv2D(4, 3).padding("same").activation("relu").apply(image);
        down = new GroupNormalization().groups(2).apply(down);
        Value low = new Conv2D(6, 3).padding("same").activation("relu").apply(new MaxPooling2D(2).apply(down));
        low = new GroupNormalization().groups(3).apply(low);
        Value up = new Conv2DTranspose(4, 3).strides(2).padding("same").apply(low);
        Value merged = new Concatenate().apply(List.of(down, up));
        return Model.of(image, new Conv2D(1, 1).activation("sigmoid").apply(merged));
    }
}
