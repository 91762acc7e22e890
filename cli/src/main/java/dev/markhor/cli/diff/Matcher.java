package dev.markhor.cli.diff;

import dev.markhor.cli.weights.StoredWeight;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Pairs what is still without a partner, by one rule after the other. */
final class Matcher {
    /** Two arrays that belong together. */
    record Pair(StoredWeight a, StoredWeight b) {}

    private final List<StoredWeight> onlyA;
    private final List<StoredWeight> onlyB;

    Matcher(Collection<StoredWeight> a, Collection<StoredWeight> b) {
        onlyA = new ArrayList<>(a);
        onlyB = new ArrayList<>(b);
    }

    List<StoredWeight> onlyA() {
        return onlyA;
    }

    List<StoredWeight> onlyB() {
        return onlyB;
    }

    /** Pairs what goes by the same name, the better names first; a name that two arrays of one file have counts for none. */
    List<Pair> byName() {
        List<Pair> pairs = new ArrayList<>(named(StoredWeight::path, StoredWeight::path));
        pairs.addAll(byOneOf(StoredWeight::names));
        pairs.addAll(byOneOf(StoredWeight::places));
        return pairs;
    }

    private List<Pair> byOneOf(Function<StoredWeight, List<String>> names) {
        List<Pair> pairs = new ArrayList<>();
        int most = Math.max(most(onlyA, names), most(onlyB, names));
        for (int worst = 0; worst <= 2 * (most - 1); worst++) {
            for (int i = Math.max(0, worst - most + 1); i <= Math.min(worst, most - 1); i++) {
                pairs.addAll(named(at(names, i), at(names, worst - i)));
            }
        }
        return pairs;
    }

    private static int most(List<StoredWeight> weights, Function<StoredWeight, List<String>> names) {
        return weights.stream()
                .mapToInt(weight -> names.apply(weight).size())
                .max()
                .orElse(0);
    }

    private static Function<StoredWeight, String> at(Function<StoredWeight, List<String>> names, int index) {
        return weight -> {
            List<String> all = names.apply(weight);
            return index < all.size() ? all.get(index) : null;
        };
    }

    private List<Pair> named(Function<StoredWeight, String> nameInA, Function<StoredWeight, String> nameInB) {
        Map<String, List<StoredWeight>> a = grouped(onlyA, nameInA);
        Map<String, List<StoredWeight>> b = grouped(onlyB, nameInB);
        List<Pair> pairs = new ArrayList<>();
        a.forEach((name, weights) -> {
            List<StoredWeight> others = b.getOrDefault(name, List.of());
            if (weights.size() == 1 && others.size() == 1) {
                pairs.add(new Pair(weights.get(0), others.get(0)));
            }
        });
        return taken(pairs);
    }

    /** Pairs arrays of one kind in the order of the files; where one file has more of them, only if {@code unequal} is allowed. */
    <K> List<Pair> inOrder(Function<StoredWeight, K> kind, boolean unequal) {
        Map<K, List<StoredWeight>> b = grouped(onlyB, kind);
        List<Pair> pairs = new ArrayList<>();
        grouped(onlyA, kind).forEach((key, weights) -> {
            List<StoredWeight> others = b.getOrDefault(key, List.of());
            int count = Math.min(weights.size(), others.size());
            for (int i = 0; i < count && (unequal || weights.size() == others.size()); i++) {
                pairs.add(new Pair(weights.get(i), others.get(i)));
            }
        });
        return taken(pairs);
    }

    private List<Pair> taken(List<Pair> pairs) {
        Set<StoredWeight> paired = Collections.newSetFromMap(new IdentityHashMap<>());
        pairs.forEach(pair -> Collections.addAll(paired, pair.a(), pair.b()));
        onlyA.removeIf(paired::contains);
        onlyB.removeIf(paired::contains);
        return pairs;
    }

    private static <K> Map<K, List<StoredWeight>> grouped(List<StoredWeight> weights, Function<StoredWeight, K> key) {
        Map<K, List<StoredWeight>> groups = new LinkedHashMap<>();
        for (StoredWeight weight : weights) {
            K name = key.apply(weight);
            if (name != null) {
                groups.computeIfAbsent(name, any -> new ArrayList<>()).add(weight);
            }
        }
        return groups;
    }
}
