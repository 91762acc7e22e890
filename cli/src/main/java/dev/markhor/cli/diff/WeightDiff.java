package dev.markhor.cli.diff;

import dev.markhor.cli.diff.Matcher.Pair;
import dev.markhor.cli.weights.StoredWeight;
import dev.markhor.cli.weights.ValueReader;
import dev.markhor.cli.weights.Weights;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Compares two files array by array. What belongs together is found by name, then by equal contents, then by type, shape and order. Holds one array
 * of each file at a time.
 */
public final class WeightDiff implements AutoCloseable {
    private final Weights a;
    private final Weights b;
    private final double tolerance;
    private final ValueReader readerA = new ValueReader();
    private final ValueReader readerB = new ValueReader();
    private final Map<StoredWeight, Fingerprint> fingerprints = new IdentityHashMap<>();

    /** @param tolerance values are equal if {@code |a - b| <= tolerance * max(1, |a|, |b|)} */
    public WeightDiff(Weights a, Weights b, double tolerance) {
        this.a = a;
        this.b = b;
        this.tolerance = tolerance;
    }

    /**
     * All arrays of both files, in the order of A; those that only B has come last.
     *
     * @param training whether the states of optimizers and metrics are compared too
     * @throws dev.markhor.error.MalformedFileException if values are damaged
     */
    public List<Difference> differences(boolean training) {
        List<Difference> found = new ArrayList<>();
        List<Difference> differing = new ArrayList<>();
        Matcher matcher = new Matcher(relevant(a, training), relevant(b, training));
        for (Pair pair : matcher.byName()) {
            Difference difference = compare(pair);
            (difference.status() == Status.SAME ? found : differing).add(difference);
        }
        matcher = findMoved(matcher, differing, found);
        found.addAll(differing);
        boolean alike = a.format().equals(b.format());
        for (Pair pair : matcher.inOrder(contents(matcher, true), true)) {
            // formats that share no name spell the same array in their own ways
            found.add(Difference.of(
                    alike ? Status.RENAMED : Status.SAME, pair.a(), pair.b(), alike ? title(pair.a()) : ""));
        }
        for (Pair pair : matcher.inOrder(WeightDiff::title, false)) {
            Difference difference = compare(pair);
            found.add(difference.withStatus(difference.status(), difference.detail() + ", paired by position"));
        }
        matcher.onlyA().forEach(weight -> found.add(Difference.of(Status.ONLY_IN_A, weight, null, title(weight))));
        matcher.onlyB().forEach(weight -> found.add(Difference.of(Status.ONLY_IN_B, null, weight, title(weight))));
        return sorted(found);
    }

    private static List<StoredWeight> relevant(Weights file, boolean training) {
        return file.arrays().stream()
                .filter(weight -> training || !weight.training())
                .toList();
    }

    private List<Difference> sorted(List<Difference> found) {
        Map<StoredWeight, Integer> places = new IdentityHashMap<>();
        a.arrays().forEach(weight -> places.put(weight, places.size()));
        b.arrays().forEach(weight -> places.put(weight, places.size()));
        found.sort(Comparator.comparing(
                difference -> places.get(difference.a() == null ? difference.b() : difference.a())));
        return found;
    }

    // ---- values that are elsewhere now

    /**
     * Finds those that have the values of another one, whatever their names.
     *
     * @param differing pairs by name; those of which one side has moved are none any more
     * @return what is without a partner then
     */
    private Matcher findMoved(Matcher left, List<Difference> differing, List<Difference> found) {
        List<StoredWeight> allA = new ArrayList<>(left.onlyA());
        List<StoredWeight> allB = new ArrayList<>(left.onlyB());
        Set<StoredWeight> named = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Difference pair : differing) {
            if (pair.status() == Status.CHANGED || pair.status() == Status.SHAPE) {
                allA.add(pair.a());
                allB.add(pair.b());
                Collections.addAll(named, pair.a(), pair.b());
            }
        }
        Set<StoredWeight> moved = Collections.newSetFromMap(new IdentityHashMap<>());
        Matcher matcher = new Matcher(allA, allB);
        for (Pair pair : matcher.inOrder(contents(matcher, false), false)) {
            if (named.contains(pair.a()) || named.contains(pair.b())) {
                found.add(Difference.of(Status.MOVED, pair.a(), pair.b(), title(pair.a())));
                Collections.addAll(moved, pair.a(), pair.b());
            }
        }
        differing.removeIf(pair -> moved.contains(pair.a()) || moved.contains(pair.b()));
        Set<StoredWeight> settled = Collections.newSetFromMap(new IdentityHashMap<>());
        settled.addAll(moved);
        differing.forEach(pair -> Collections.addAll(settled, pair.a(), pair.b()));
        allA.removeIf(settled::contains);
        allB.removeIf(settled::contains);
        return new Matcher(allA, allB);
    }

    /**
     * Tells what arrays hold. Nothing for those that no array of the other file can equal, so that they are not read.
     *
     * @param uniform whether arrays of one value, of which there may be many, count too
     */
    private Function<StoredWeight, Fingerprint> contents(Matcher left, boolean uniform) {
        Set<String> titles = left.onlyA().stream().map(WeightDiff::title).collect(Collectors.toSet());
        titles.retainAll(left.onlyB().stream().map(WeightDiff::title).collect(Collectors.toSet()));
        return weight -> {
            if (!titles.contains(title(weight))) {
                return null;
            }
            Fingerprint fingerprint = fingerprint(weight);
            return fingerprint.uniform() && !uniform ? null : fingerprint;
        };
    }

    private Fingerprint fingerprint(StoredWeight weight) {
        return fingerprints.computeIfAbsent(weight, any -> Fingerprint.of(readerA.read(weight.array())));
    }

    // ---- two arrays

    private Difference compare(Pair pair) {
        Tensor x = readerA.read(pair.a().array());
        Tensor y = readerB.read(pair.b().array());
        boolean sameType = x.dtype() == y.dtype();
        boolean sameShape = x.shape().equals(y.shape());
        if (sameType && sameShape && areEqual(x, y)) {
            return Difference.of(Status.SAME, pair.a(), pair.b(), "");
        }
        if (sameType) {
            Distance distance = sameShape ? Distance.between(x, y, tolerance) : null;
            if (distance != null && distance.differing() == 0) {
                return new Difference(Status.SAME, pair.a(), pair.b(), "", distance);
            }
            Optional<String> rearranged = Rearrangement.of(x, y);
            if (rearranged.isPresent()) {
                return new Difference(Status.REARRANGED, pair.a(), pair.b(), rearranged.get(), distance);
            }
        }
        if (!sameShape) {
            String types = sameType ? "" : ", " + types(x.dtype(), y.dtype());
            return Difference.of(Status.SHAPE, pair.a(), pair.b(), x.shape() + " in A, " + y.shape() + " in B" + types);
        }
        Distance distance = Distance.between(x, y, tolerance);
        String detail = title(pair.b()) + ": " + distance;
        return sameType
                ? new Difference(Status.CHANGED, pair.a(), pair.b(), detail, distance)
                : new Difference(
                        Status.DTYPE, pair.a(), pair.b(), types(x.dtype(), y.dtype()) + ": " + distance, distance);
    }

    private static boolean areEqual(Tensor x, Tensor y) {
        return x.dtype() == DType.STRING ? x.equals(y) : x.buffer().mismatch(y.buffer()) < 0;
    }

    private static String types(DType a, DType b) {
        return a.kerasName() + " in A, " + b.kerasName() + " in B";
    }

    private static String title(StoredWeight weight) {
        return weight.array().dtype().kerasName() + weight.array().shape();
    }

    @Override
    public void close() {
        readerA.close();
        readerB.close();
    }
}
