package dev.markhor.verify.restoring;

import dev.markhor.graph.Value;
import dev.markhor.layers.BatchNormalization;
import dev.markhor.layers.Dense;
import dev.markhor.model.Layer;
import dev.markhor.model.Model;
import dev.markhor.ops.Ops;

/** Models in a model, their layers in arrays where Python has tuples. */
final class Keras3Autoencoder extends Model {
    private final Stage encoder = new Stage(5, 3);
    private final Stage decoder = new Stage(4, 6);

    @Override
    protected Value call(Value x) {
        return decoder.apply(Ops.tanh(encoder.apply(x)));
    }

    private static final class Stage extends Model {
        private final Layer[] layersInOrder;

        Stage(int width, int size) {
            layersInOrder = new Layer[] {new Dense(width).activation("elu"), new BatchNormalization(), new Dense(size)};
        }

        @Override
        protected Value call(Value x) {
            Value h = x;
            for (Layer layer : layersInOrder) {
                h = layer.apply(h);
            }
            return h;
        }
    }
}
