package dev.markhor.verify.restoring;

import dev.markhor.graph.Value;
import dev.markhor.layers.Conv2D;
import dev.markhor.layers.Dense;
import dev.markhor.layers.EinsumDense;
import dev.markhor.layers.LayerNormalization;
import dev.markhor.layers.Reshape;
import dev.markhor.model.Layer;
import dev.markhor.model.Model;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Products along any axis, and layers in a list that grows in the constructor. */
final class Mixer extends Model {
    private final Conv2D patches = new Conv2D(5, 2).strides(2);
    private final Reshape reshape = new Reshape(6, 5);
    private final List<MixerLayer> mixers = new ArrayList<>();
    private final Dense head = new Dense(3).activation("softmax");

    Mixer() {
        for (int i = 0; i < 2; i++) {
            mixers.add(new MixerLayer(6, 5));
        }
    }

    @Override
    protected Value call(Value x) {
        Value h = reshape.apply(patches.apply(x));
        for (MixerLayer mixer : mixers) {
            h = mixer.apply(h);
        }
        return head.apply(Ops.mean(h, false, 1));
    }

    private static final class MixerLayer extends Layer {
        private final LayerNormalization before = new LayerNormalization();
        private final EinsumDense mixPatches;
        private final EinsumDense mixChannels;
        private final LayerNormalization after = new LayerNormalization().axis(1, 2);

        MixerLayer(int patches, int channels) {
            mixPatches = new EinsumDense("bpc,pq->bqc", patches, channels)
                    .biasAxes("q")
                    .activation("gelu");
            mixChannels = new EinsumDense("bpc,cd->bpd", Shape.FREE, channels).biasAxes("d");
        }

        @Override
        protected Value call(Value x) {
            Value h = Ops.add(x, mixPatches.apply(before.apply(x)));
            return after.apply(Ops.add(h, mixChannels.apply(h)));
        }
    }
}
