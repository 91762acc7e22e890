package dev.markhor.cli.diff;

import dev.markhor.tensor.DType;
import dev.markhor.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Tells by which change of its order one array becomes another. */
final class Rearrangement {
    /** Above it there are too many orders of axes to try. */
    private static final int MOST_AXES = 4;

    private static final int MOST_BLOCKS = 4;

    private final Tensor a;
    private final Tensor b;
    private final int rank;

    private Rearrangement(Tensor a, Tensor b) {
        this.a = a;
        this.b = b;
        this.rank = a.shape().rank();
    }

    /** What was done to {@code a}, if {@code b} has the same values in another order; for arrays of numbers of one type. */
    static Optional<String> of(Tensor a, Tensor b) {
        if (a.dtype() == DType.STRING || a.size() != b.size() || sum(a) != sum(b)) {
            return Optional.empty();
        }
        if (a.buffer().mismatch(b.buffer()) < 0) {
            return Optional.of("reshaped " + a.shape() + " to " + b.shape() + ", values in the same order");
        }
        Rearrangement rearrangement = new Rearrangement(a, b);
        Optional<String> found = rearrangement.axes();
        return Optional.of(found.or(rearrangement::blocks).orElse("same values in another order"));
    }

    /** The same for all orders of the same values. */
    private static long sum(Tensor tensor) {
        ByteBuffer values = tensor.buffer().duplicate().order(ByteOrder.nativeOrder());
        int width = tensor.dtype().bytes();
        long sum = 0;
        for (int at = 0; at < values.limit(); at += width) {
            long mixed = element(values, at, width) * 0x9e3779b97f4a7c15L;
            mixed = (mixed ^ mixed >>> 32) * 0xbf58476d1ce4e5b9L;
            sum += mixed ^ mixed >>> 29;
        }
        return sum;
    }

    private static long element(ByteBuffer values, int at, int width) {
        return switch (width) {
            case 1 -> values.get(at);
            case 2 -> values.getShort(at);
            case 4 -> values.getInt(at);
            default -> values.getLong(at);
        };
    }

    // ---- axes

    private Optional<String> axes() {
        if (rank != b.shape().rank()) {
            return Optional.empty();
        }
        List<int[]> orders = rank <= MOST_AXES
                ? permutations(rank)
                : List.of(IntStream.range(0, rank).toArray());
        // the simplest explanation: as few reversed axes as possible
        for (int reversed = 0; reversed <= rank; reversed++) {
            for (int[] order : orders) {
                for (int flips = 0; flips < 1 << rank; flips++) {
                    if (Integer.bitCount(flips) == reversed && isShort(flips) && fits(order) && leads(order, flips)) {
                        return Optional.of(describe(order, flips));
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** Whether no axis of one element is reversed. */
    private boolean isShort(int flips) {
        return IntStream.range(0, rank)
                .noneMatch(axis -> (flips >> axis & 1) != 0 && b.shape().dim(axis) == 1);
    }

    private boolean fits(int[] order) {
        return IntStream.range(0, rank)
                .allMatch(axis -> b.shape().dim(axis) == a.shape().dim(order[axis]));
    }

    /** Whether {@code b[i, j, ..]} is {@code a} at these indices, in this order of its axes, some counted from the end. */
    private boolean leads(int[] order, int flips) {
        long[] strides = new long[rank];
        long from = 0;
        for (int axis = 0; axis < rank; axis++) {
            long stride = 1;
            for (int inner = order[axis] + 1; inner < rank; inner++) {
                stride *= a.shape().dim(inner);
            }
            boolean reversed = (flips >> axis & 1) != 0;
            strides[axis] = reversed ? -stride : stride;
            from += reversed ? stride * (b.shape().dim(axis) - 1) : 0;
        }
        int width = a.dtype().bytes();
        ByteBuffer source = a.buffer().duplicate().order(ByteOrder.nativeOrder());
        ByteBuffer target = b.buffer().duplicate().order(ByteOrder.nativeOrder());
        long[] index = new long[rank];
        for (int at = 0; at < target.limit(); at += width) {
            if (element(source, (int) from * width, width) != element(target, at, width)) {
                return false;
            }
            for (int axis = rank - 1; axis >= 0; axis--) {
                from += strides[axis];
                if (++index[axis] < b.shape().dim(axis)) {
                    break;
                }
                index[axis] = 0;
                from -= strides[axis] * b.shape().dim(axis);
            }
        }
        return true;
    }

    private String describe(int[] order, int flips) {
        boolean transposed = !Arrays.equals(order, IntStream.range(0, rank).toArray());
        List<String> parts = new ArrayList<>();
        if (transposed) {
            parts.add("transposed, axes in the order " + listed(IntStream.of(order)));
        }
        if (flips != 0) {
            IntStream axes = IntStream.range(0, rank).filter(axis -> (flips >> axis & 1) != 0);
            parts.add("flipped along " + (Integer.bitCount(flips) == 1 ? "axis " : "axes ") + listed(axes));
        }
        return String.join(", then ", parts);
    }

    private static String listed(IntStream numbers) {
        return String.join(", ", numbers.mapToObj(Integer::toString).toList());
    }

    private static List<int[]> permutations(int count) {
        if (count == 0) {
            return List.of(new int[0]);
        }
        List<int[]> all = new ArrayList<>();
        for (int last = count - 1; last >= 0; last--) {
            for (int[] before : permutations(count - 1)) {
                int[] order = new int[count];
                for (int i = 0; i < count - 1; i++) {
                    order[i] = before[i] < last ? before[i] : before[i] + 1;
                }
                order[count - 1] = last;
                all.add(order);
            }
        }
        return all;
    }

    // ---- blocks

    /** The gates of a recurrent layer, which frameworks have in different orders, are blocks along the last axis. */
    private Optional<String> blocks() {
        if (rank == 0 || !a.shape().equals(b.shape())) {
            return Optional.empty();
        }
        long last = a.shape().dim(rank - 1);
        for (int count = 2; count <= MOST_BLOCKS; count++) {
            if (last % count == 0) {
                int[] order = blockOrder((int) (last / count), count);
                if (order != null) {
                    return Optional.of(count + " blocks along axis " + (rank - 1) + " in the order "
                            + listed(IntStream.of(order)));
                }
            }
        }
        return Optional.empty();
    }

    private int[] blockOrder(int block, int count) {
        int[] order = new int[count];
        boolean[] taken = new boolean[count];
        for (int to = 0; to < count; to++) {
            int from = 0;
            while (from < count && (taken[from] || !isBlock(from, to, block, count))) {
                from++;
            }
            if (from == count) {
                return null;
            }
            taken[from] = true;
            order[to] = from;
        }
        return order;
    }

    private boolean isBlock(int from, int to, int block, int count) {
        int bytes = block * a.dtype().bytes();
        int row = bytes * count;
        ByteBuffer source = a.buffer();
        ByteBuffer target = b.buffer();
        for (int at = 0; at < source.limit(); at += row) {
            if (!source.slice(at + from * bytes, bytes).equals(target.slice(at + to * bytes, bytes))) {
                return false;
            }
        }
        return true;
    }
}
