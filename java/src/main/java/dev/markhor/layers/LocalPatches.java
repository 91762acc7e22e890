package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Reshape;
import dev.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** Implementation 1: {@code [positions, window · channels, filters]}; where channels come first, {@code channels · window}. */
record LocalPatches(LocalWindows windows, long channels, int filters, boolean channelsFirst)
        implements LocalConnections {
    @Override
    public Shape kernelShape() {
        return Shape.of(windows.outputs().size(), features(), filters);
    }

    private long features() {
        return windows.kernelSize().stream().mapToLong(Integer::longValue).reduce(channels, Math::multiplyExact);
    }

    @Override
    public Value apply(Value x, Value kernel) {
        return ChannelsFirst.around(channelsFirst, x, last -> {
            Value patches = Ops.reshape(
                    patches(last), Reshape.copy(0), windows.outputs().size(), features());
            Value y = Ops.einsum("bpf,pfo->bpo", patches, kernel);
            return Ops.reshape(
                    y,
                    LongStream.concat(
                                    LongStream.of(Reshape.copy(0)),
                                    LongStream.of(
                                            windows.outputs().append(filters).dims()))
                            .toArray());
        });
    }

    /** Every element of a window is a slice of the input; side by side they are {@code [batch, out..., window · channels]}. */
    private Value patches(Value x) {
        List<Value> elements = new ArrayList<>();
        for (int[] offset : windows.offsets()) {
            Value element = x;
            for (int i = 0; i < offset.length; i++) {
                int stride = windows.strides().get(i);
                long end = offset[i] + (windows.outputs().dim(i) - 1) * stride + 1;
                element = Ops.slice(element, i + 1, offset[i], end, stride);
            }
            elements.add(element);
        }
        if (!channelsFirst) {
            return Ops.concatenate(elements, -1);
        }
        return Ops.concatenate(elements.stream().map(e -> Ops.expandDims(e, -1)).toList(), -1);
    }
}
