package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.Shape;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** {@code [batch, channels, spatial...]} for ops that want {@code [batch, spatial..., channels]}: turned once before and once after. */
final class ChannelsFirst {
    private ChannelsFirst() {}

    /** Applies {@code op} to a value with channels last, whichever way {@code x} has them; the result is as {@code x} was. */
    static Value around(boolean channelsFirst, Value x, UnaryOperator<Value> op) {
        return channelsFirst ? fromLast(op.apply(toLast(x, 1)), 1) : op.apply(x);
    }

    /** Moves {@code axis} (non-negative) to the end. */
    static Value toLast(Value x, int axis) {
        int last = x.rank() - 1;
        if (axis == last) {
            return x;
        }
        return Ops.transpose(
                x,
                IntStream.rangeClosed(0, last)
                        .map(i -> i == last ? axis : i < axis ? i : i + 1)
                        .toArray());
    }

    /** Moves the last axis to {@code axis}: what {@link #toLast} did, undone. */
    static Value fromLast(Value x, int axis) {
        int last = x.rank() - 1;
        if (axis == last) {
            return x;
        }
        return Ops.transpose(
                x,
                IntStream.rangeClosed(0, last)
                        .map(i -> i == axis ? last : i < axis ? i : i - 1)
                        .toArray());
    }

    /**
     * The number of channels.
     *
     * @throws IllegalArgumentException if it is free, or the rank is not {@code spatial + 2}
     */
    static long channels(boolean channelsFirst, Shape input, int spatial) {
        if (input.rank() != spatial + 2) {
            throw new IllegalArgumentException("needs an input of rank " + (spatial + 2) + ", got " + input);
        }
        int axis = channelsFirst ? 1 : spatial + 1;
        if (input.isFree(axis)) {
            throw new IllegalArgumentException("the number of channels must be known, got " + input);
        }
        return input.dim(axis);
    }

    /** First spatial axis. */
    static int spatialAxis(boolean channelsFirst) {
        return channelsFirst ? 2 : 1;
    }

    /** @throws IllegalArgumentException if it is none of Keras' two */
    static boolean parse(String dataFormat) {
        return switch (dataFormat) {
            case "channels_first" -> true;
            case "channels_last" -> false;
            default ->
                throw new IllegalArgumentException(
                        "data_format '" + dataFormat + "' is none of channels_last, channels_first");
        };
    }
}
