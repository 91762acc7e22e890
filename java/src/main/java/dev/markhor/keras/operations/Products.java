package dev.markhor.keras.operations;

import dev.markhor.graph.Value;
import dev.markhor.ops.Axes;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Size;
import dev.markhor.ops.SizedReshape;
import dev.markhor.ops.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Products of vectors, matrices and tensors. */
final class Products {
    private Products() {}

    /** NumPy's, in which a vector stands for a row on the left and a column on the right. */
    static Value matmul(Value a, Value b) {
        if (a.rank() == 0 || b.rank() == 0) {
            throw new IllegalArgumentException("a matrix product of " + a + " and " + b);
        }
        Value left = a.rank() == 1 ? Ops.expandDims(a, 0) : a;
        Value right = b.rank() == 1 ? Ops.expandDims(b, 1) : b;
        Value product = Ops.matmul(left, right);
        product = b.rank() == 1 ? Ops.squeeze(product, -1) : product;
        return a.rank() == 1 ? Ops.squeeze(product, b.rank() == 1 ? -1 : -2) : product;
    }

    /** The last axis of one with the second-to-last of the other, all others side by side. */
    static Value dot(Value a, Value b) {
        if (a.rank() == 0 || b.rank() == 0) {
            return Ops.multiply(a, b);
        }
        return b.rank() <= 2 ? matmul(a, b) : tensordot(a, b, List.of(List.of(a.rank() - 1), List.of(b.rank() - 2)));
    }

    static Value inner(Value a, Value b) {
        return a.rank() == 0 || b.rank() == 0
                ? Ops.multiply(a, b)
                : tensordot(a, b, List.of(List.of(a.rank() - 1), List.of(b.rank() - 1)));
    }

    static Value outer(Value a, Value b) {
        return Ops.multiply(Ops.reshape(a, -1, 1), Ops.reshape(b, 1, -1));
    }

    /** @param axes a number of axes, last ones of {@code a} and first ones of {@code b}, or a list of each */
    static Value tensordot(Value a, Value b, Object axes) {
        List<Integer> ofA = new ArrayList<>();
        List<Integer> ofB = new ArrayList<>();
        if (axes instanceof List<?> pair && pair.size() == 2) {
            IntStream.of(Constants.integers("axes", pair.get(0)))
                    .forEach(axis -> ofA.add(Axes.normalize(axis, a.rank())));
            IntStream.of(Constants.integers("axes", pair.get(1)))
                    .forEach(axis -> ofB.add(Axes.normalize(axis, b.rank())));
        } else {
            int count = Constants.integer("axes", axes);
            IntStream.range(0, count).forEach(i -> ofA.add(Axes.normalize(a.rank() - count + i, a.rank())));
            IntStream.range(0, count).forEach(i -> ofB.add(Axes.normalize(i, b.rank())));
        }
        List<Integer> restA = rest(ofA, a.rank());
        List<Integer> restB = rest(ofB, b.rank());
        Value left = matrix(a, restA, ofA);
        Value right = matrix(b, ofB, restB);
        Sizing sizing = new Sizing(Ops.matmul(left, right));
        List<Size> target = new ArrayList<>();
        restA.forEach(axis -> target.add(sizing.dimension(a, axis)));
        restB.forEach(axis -> target.add(sizing.dimension(b, axis)));
        return sizing.apply(new SizedReshape(target));
    }

    private static List<Integer> rest(List<Integer> taken, int rank) {
        return IntStream.range(0, rank)
                .filter(axis -> !taken.contains(axis))
                .boxed()
                .toList();
    }

    /** {@code [rows, columns]}, each of them several axes. */
    private static Value matrix(Value x, List<Integer> rows, List<Integer> columns) {
        List<Integer> order = new ArrayList<>(rows);
        order.addAll(columns);
        Value ordered =
                Ops.transpose(x, order.stream().mapToInt(Integer::intValue).toArray());
        Sizing sizing = new Sizing(ordered);
        List<Size> sizes = sizing.shapeOf(ordered);
        return sizing.apply(new SizedReshape(
                List.of(product(sizes.subList(0, rows.size())), product(sizes.subList(rows.size(), sizes.size())))));
    }

    private static Size product(List<Size> sizes) {
        return sizes.stream().reduce(Size.of(1), (p, q) -> Size.combine(Size.Function.MULTIPLY, p, q));
    }

    /** Of vectors of three along the last axis. */
    static Value cross(Value a, Value b) {
        if (a.shape().dim(-1) != 3 || b.shape().dim(-1) != 3) {
            throw new IllegalArgumentException("a cross product of " + a + " and " + b + " is not supported");
        }
        Value first = Ops.multiply(turned(a, 1), turned(b, 2));
        return Ops.subtract(first, Ops.multiply(turned(a, 2), turned(b, 1)));
    }

    private static Value turned(Value x, int by) {
        int last = x.rank() - 1;
        return Ops.concatenate(List.of(Ops.slice(x, last, by, Slice.OPEN, 1), Ops.slice(x, last, 0, by, 1)), last);
    }
}
