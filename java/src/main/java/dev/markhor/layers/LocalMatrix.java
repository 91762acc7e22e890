package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Reshape;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Implementations 2 and 3: a matrix from all input to all output elements, of which only those that connect count. It is stored whole,
 * {@code [in..., channels, out..., filters]}, or {@code sparse}: what counts in one row, by output and then by input element.
 */
record LocalMatrix(LocalWindows windows, long channels, int filters, boolean channelsFirst, boolean sparse)
        implements LocalConnections {
    private static final long LARGEST = 1L << 28;

    /** @throws IllegalArgumentException if the matrix is too large to lay out */
    @Override
    public Shape kernelShape() {
        Shape from = elements(windows.inputs(), channels);
        Shape to = elements(windows.outputs(), filters);
        if (Math.multiplyExact(from.size(), to.size()) > LARGEST) {
            throw new IllegalArgumentException("a matrix from " + from + " to " + to + " is too large");
        }
        return sparse ? Shape.of(count()) : from.concat(to);
    }

    private Shape elements(Shape positions, long features) {
        return channelsFirst ? positions.prepend(features) : positions.append(features);
    }

    private int inputs() {
        return Math.toIntExact(elements(windows.inputs(), channels).size());
    }

    private int outputs() {
        return Math.toIntExact(elements(windows.outputs(), filters).size());
    }

    private boolean connects(int input, int output) {
        long from = channelsFirst ? input % windows.inputs().size() : input / channels;
        long to = channelsFirst ? output % windows.outputs().size() : output / filters;
        return windows.connects(from, to);
    }

    private long count() {
        long count = 0;
        for (int output = 0; output < outputs(); output++) {
            for (int input = 0; input < inputs(); input++) {
                count += connects(input, output) ? 1 : 0;
            }
        }
        return count;
    }

    @Override
    public Value apply(Value x, Value kernel) {
        Value flat = Ops.reshape(x, Reshape.copy(0), inputs());
        Value y = sparse ? Ops.matmul(flat, spread(kernel), false, true) : Ops.matmul(flat, masked(kernel));
        return Ops.reshape(
                y,
                LongStream.concat(
                                LongStream.of(Reshape.copy(0)),
                                LongStream.of(
                                        elements(windows.outputs(), filters).dims()))
                        .toArray());
    }

    /** {@code [inputs, outputs]} with zeros for what does not connect. */
    private Value masked(Value kernel) {
        boolean[] counts = new boolean[Math.multiplyExact(inputs(), outputs())];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = connects(i / outputs(), i % outputs());
        }
        Value matrix = Ops.reshape(kernel, inputs(), outputs());
        Value mask = Ops.constant(Tensor.of(counts, inputs(), outputs()));
        return Ops.where(mask, matrix, Ops.constant(0, matrix));
    }

    /** {@code [outputs, inputs]}: each stored number at its place, and the zero in front of them everywhere else. */
    private Value spread(Value kernel) {
        int[] places = new int[Math.multiplyExact(inputs(), outputs())];
        int next = 1;
        for (int i = 0; i < places.length; i++) {
            places[i] = connects(i % inputs(), i / inputs()) ? next++ : 0;
        }
        Value zero = Ops.constant(Tensor.zeros(kernel.dtype(), Shape.of(1)));
        Value table = Ops.concatenate(List.of(zero, kernel), 0);
        return Ops.gather(table, Ops.constant(Tensor.of(places, outputs(), inputs())));
    }
}
