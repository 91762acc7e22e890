package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.ConfigOutput;
import dev.markhor.ops.Ops;
import java.util.stream.LongStream;

/** The same elements under another shape: {@code [batch, ...] -> [batch, target...]}. */
public final class Reshape extends BaseLayer<Reshape> {
    private final long[] target;

    /** @param target without the batch; one size may be -1, which is inferred */
    public Reshape(long... target) {
        this.target = target.clone();
        if (LongStream.of(target).anyMatch(d -> d < -1)
                || LongStream.of(target).filter(d -> d == -1).count() > 1) {
            throw new IllegalArgumentException(
                    "target_shape needs sizes, one of which may be -1, got " + java.util.Arrays.toString(target));
        }
    }

    @Override
    protected Value call(Value x) {
        return Ops.reshape(
                x,
                LongStream.concat(LongStream.of(dev.markhor.ops.Reshape.copy(0)), LongStream.of(target))
                        .toArray());
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        config.put("target_shape", LongStream.of(target).boxed().toList());
    }

    static Reshape fromConfig(LayerConfig config) {
        return new Reshape(java.util.Arrays.stream(config.intList("target_shape"))
                .asLongStream()
                .toArray());
    }
}
