package dev.markhor.cli.diff;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Layers that have each other's values. */
public record Swaps(List<String> texts) {
    /** Sees it in arrays that moved; says so where some did not, which may be equal in both layers. */
    public static Swaps in(List<Difference> differences) {
        Map<String, Set<String>> targets = new LinkedHashMap<>();
        Map<String, Integer> moved = new LinkedHashMap<>();
        Map<String, Integer> all = new LinkedHashMap<>();
        for (Difference difference : differences) {
            if (difference.a() != null) {
                String owner = difference.a().owner();
                all.merge(owner, 1, Integer::sum);
                if (difference.status() == Status.MOVED) {
                    moved.merge(owner, 1, Integer::sum);
                    targets.computeIfAbsent(owner, any -> new LinkedHashSet<>())
                            .add(difference.b().owner());
                }
            }
        }
        List<String> texts = new ArrayList<>();
        targets.forEach((from, to) -> {
            String other = to.iterator().next();
            if (to.size() == 1 && from.compareTo(other) < 0 && Set.of(from).equals(targets.get(other))) {
                int count = moved.get(from);
                String part = count == all.get(from) ? "" : " (" + count + " of " + all.get(from) + " arrays)";
                texts.add(from + " and " + other + part);
            }
        });
        return new Swaps(texts);
    }
}
