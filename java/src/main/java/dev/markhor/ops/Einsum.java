package dev.markhor.ops;

import dev.markhor.graph.Value;
import dev.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Sums of products by an equation, written as sums, transposes and one product of matrices. */
final class Einsum {
    /** An operand and the labels of its dimensions. */
    private record Term(Value value, List<Integer> labels) {
        boolean has(int label) {
            return labels.contains(label);
        }

        long size(int label) {
            return value.shape().dim(labels.indexOf(label));
        }

        /** Summed over the dimensions that nothing else names. */
        Term summed(Set<Integer> kept) {
            int[] axes = IntStream.range(0, labels.size())
                    .filter(i -> !kept.contains(labels.get(i)))
                    .toArray();
            return axes.length == 0
                    ? this
                    : new Term(
                            Ops.sum(value, false, axes),
                            labels.stream().filter(kept::contains).toList());
        }

        /** The dimensions in another order. */
        Value ordered(List<Integer> order) {
            return order.equals(labels)
                    ? value
                    : Ops.transpose(
                            value, order.stream().mapToInt(labels::indexOf).toArray());
        }
    }

    private final Term a;
    private final Term b;
    private final List<Integer> batch = new ArrayList<>();
    private final List<Integer> summed = new ArrayList<>();
    private final List<Integer> rows = new ArrayList<>();
    private final List<Integer> columns = new ArrayList<>();

    private Einsum(Term a, Term b, List<Integer> output) {
        this.a = a;
        this.b = b;
        for (int label : output) {
            (a.has(label) ? b.has(label) ? batch : rows : columns).add(label);
        }
        b.labels().stream()
                .filter(label -> a.has(label) && !output.contains(label))
                .forEach(summed::add);
    }

    /** @throws IllegalArgumentException if the equation does not fit the operands, or there are more than two */
    static Value of(String equation, List<Value> operands) {
        EinsumEquation parsed = EinsumEquation.parse(
                equation, operands.stream().map(Value::rank).toList());
        List<Integer> output = parsed.output();
        if (operands.size() == 1) {
            Term only = new Term(operands.get(0), parsed.operands().get(0)).summed(Set.copyOf(output));
            return only.ordered(output);
        }
        if (operands.size() != 2) {
            throw new IllegalArgumentException(
                    "einsum equation '" + equation + "' is about more than two operands, which is not supported");
        }
        Term first = new Term(operands.get(0), parsed.operands().get(0));
        Term second = new Term(operands.get(1), parsed.operands().get(1));
        for (int label : first.labels()) {
            if (label > 0 && second.has(label) && !Checks.fits(first.size(label), second.size(label))) {
                throw new IllegalArgumentException("einsum equation '" + equation + "': '" + (char) label + "' is "
                        + first.size(label) + " in " + first.value() + " and " + second.size(label) + " in "
                        + second.value());
            }
        }
        Term a = first.summed(Set.copyOf(join(second.labels(), output)));
        Term b = second.summed(Set.copyOf(join(first.labels(), output)));
        Einsum straight = new Einsum(a, b, output);
        Einsum turned = new Einsum(b, a, output);
        boolean turn = !straight.order().equals(output) && turned.order().equals(output);
        return turn ? turned.product(output) : straight.product(output);
    }

    /** The labels of the product of matrices as it comes. */
    private List<Integer> order() {
        return join(batch, rows, columns);
    }

    /** {@code [batch..., rows, summed] x [batch..., summed, columns]}, whichever way the operands lie best. */
    private Value product(List<Integer> output) {
        boolean single = batch.isEmpty(); // then all rows may stay dimensions of their own
        boolean turnA = !single && !lies(a, rows, summed) && lies(a, summed, rows);
        boolean turnB = !lies(b, summed, columns) && lies(b, columns, summed);
        Value left = turnA ? matrices(a, summed, rows) : single ? manyRows() : matrices(a, rows, summed);
        Value right = turnB ? matrices(b, columns, summed) : matrices(b, summed, columns);
        Value y = Ops.matmul(left, right, turnA, turnB);
        return new Term(apart(y), order()).ordered(output);
    }

    /** Whether an operand's last dimension stays the last one in this order: what is copied then, if anything, are whole rows. */
    private static boolean lies(Term term, List<Integer> first, List<Integer> second) {
        List<Integer> labels = term.labels();
        List<Integer> tail = second.isEmpty() ? first : second;
        return !labels.isEmpty()
                && !tail.isEmpty()
                && labels.get(labels.size() - 1).equals(tail.get(tail.size() - 1));
    }

    private Value matrices(Term term, List<Integer> first, List<Integer> second) {
        Value x = term.ordered(join(batch, first, second));
        x = merged(x, batch.size() + first.size(), second.size());
        return merged(x, batch.size(), first.size());
    }

    private Value manyRows() {
        Value x = merged(a.ordered(join(rows, summed)), rows.size(), summed.size());
        return rows.isEmpty() ? Ops.expandDims(x, 0) : x;
    }

    /** Makes one dimension of {@code count} from {@code at} on; of none, one of size 1. */
    private static Value merged(Value x, int at, int count) {
        if (count == 1) {
            return x;
        }
        Shape shape = x.shape().slice(at, at + count);
        Stream<Long> before = IntStream.range(0, at).mapToObj(Reshape::copy);
        Stream<Long> after = IntStream.range(at + count, x.rank()).mapToObj(Reshape::copy);
        long size = shape.isStatic() ? shape.size() : Reshape.INFER;
        return Ops.apply(
                new Reshape(Stream.of(before, Stream.of(size), after)
                        .flatMap(s -> s)
                        .toList()),
                x);
    }

    /** Takes the merged dimensions of the product apart again. */
    private Value apart(Value y) {
        boolean whole = (batch.isEmpty() ? !rows.isEmpty() : rows.size() == 1) && columns.size() == 1;
        if (whole) {
            return y;
        }
        List<Size> sizes = new ArrayList<>();
        for (int label : order()) {
            boolean fromB = !a.has(label) || b.has(label) && a.size(label) == 1;
            sizes.add(new Size.Dim(fromB ? 2 : 1, (fromB ? b : a).labels().indexOf(label)));
        }
        return Ops.apply(new SizedReshape(sizes), y, a.value(), b.value());
    }

    private static List<Integer> join(List<Integer> first, List<Integer> second) {
        return join(first, second, List.of());
    }

    private static List<Integer> join(List<Integer> first, List<Integer> second, List<Integer> third) {
        return Stream.of(first, second, third).flatMap(List::stream).toList();
    }
}
