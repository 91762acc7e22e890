package dev.markhor.verify.restoring;

import dev.markhor.graph.Value;
import dev.markhor.layers.BatchNormalization;
import dev.markhor.layers.Conv2D;
import dev.markhor.layers.Dense;
import dev.markhor.layers.Dropout;
import dev.markhor.layers.GlobalAveragePooling2D;
import dev.markhor.model.Input;
import dev.markhor.model.Model;
import dev.markhor.ops.Ops;

/** A functional model with a shared layer, and operations between layers, which Keras 3 counts among them. */
final class Keras3Functional {
    private Keras3Functional() {}

    static Model create() {
        Value image = Input.of(6, 7, 2);
        Conv2D shared = new Conv2D(3, 3).padding("same").activation("relu");
        Value h = shared.apply(new Conv2D(3, 1).apply(image));
        h = Ops.add(shared.apply(h), Ops.multiply(h, 0.5));
        h = new Dropout(0.3).apply(new BatchNormalization().apply(h));
        Value y = new Dense(4).activation("softmax").apply(new GlobalAveragePooling2D().apply(h));
        return Model.of(image, y);
    }
}
