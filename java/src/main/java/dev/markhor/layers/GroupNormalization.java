package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.ConfigOutput;
import dev.markhor.ops.Axes;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Splits the channels into groups and normalizes each group of each sample:
 * {@code (x - mean) / sqrt(variance + epsilon) * gamma + beta}.
 */
public final class GroupNormalization extends ScaledLayer<GroupNormalization> {
    private int groups = 32;
    private int axis = -1;

    public GroupNormalization() {}

    /** Number of groups; -1: each channel is one. 32 unless set. */
    public GroupNormalization groups(int count) {
        groups = count == -1 ? -1 : Options.positive("groups", count);
        return this;
    }

    /** The axis of the channels; the last one unless set. */
    public GroupNormalization axis(int channels) {
        axis = channels;
        return this;
    }

    @Override
    protected void build(Shape input) {
        long channels = input.dim(Axes.normalize(axis, input.rank()));
        addScale(Shape.of(channels), input);
        if (channels < Math.max(1, groups)) {
            throw new IllegalArgumentException(
                    channels + " channels are fewer than " + Math.max(1, groups) + " group(s)");
        }
        if (groups != -1 && channels % groups != 0) {
            throw new IllegalArgumentException(channels + " channels do not split into " + groups + " groups");
        }
    }

    @Override
    protected Value call(Value x) {
        Numbers.requireFloating(x); // Keras rounds mean and deviation of integers to integers
        int channelAxis = Axes.normalize(axis, x.rank());
        Value last = ChannelsFirst.toLast(x, channelAxis);
        Value y = scaled(Ops.apply(whole(last), normalized(Ops.apply(split(last), last))));
        return ChannelsFirst.fromLast(y, channelAxis);
    }

    /** {@code [batch, ..., channels] -> [batch, ..., groups, channels / groups]}. */
    private dev.markhor.ops.Reshape split(Value x) {
        long channels = x.shape().dim(-1);
        long count = groups == -1 ? channels : groups;
        List<Long> target = kept(x.rank() - 1);
        target.add(count);
        target.add(channels / count);
        return new dev.markhor.ops.Reshape(target);
    }

    private static dev.markhor.ops.Reshape whole(Value like) {
        List<Long> target = kept(like.rank() - 1);
        target.add(like.shape().dim(-1));
        return new dev.markhor.ops.Reshape(target);
    }

    private Value normalized(Value x) {
        int last = x.rank() - 1;
        int[] axes = IntStream.rangeClosed(1, last).filter(i -> i != last - 1).toArray();
        Value centered = Ops.subtract(x, Ops.mean(x, true, axes));
        Value variance = Ops.mean(Ops.square(centered), true, axes);
        return Ops.multiply(centered, Ops.rsqrt(Ops.add(variance, epsilon())));
    }

    private static List<Long> kept(int count) {
        List<Long> target = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            target.add(dev.markhor.ops.Reshape.copy(i));
        }
        return target;
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        super.writeConfig(config);
        config.put("groups", groups).put("axis", axis);
    }

    static GroupNormalization fromConfig(LayerConfig config) {
        return new GroupNormalization()
                .groups(config.integer("groups", 32))
                .axis(config.ints("axis", 1, -1)[0])
                .configureScale(config);
    }
}
