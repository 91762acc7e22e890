package dev.markhor.cli.diff;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Layers that have each other's values. */
public record Swaps(List<String> texts) {
    /** Sees it in arrays that moved. */
    public static Swaps in(List<Difference> differences) {
        Map<String, Set<String>> moves = new LinkedHashMap<>();
        for (Difference difference : differences) {
            if (difference.status() == Status.MOVED) {
                moves.computeIfAbsent(difference.a().owner(), any -> new LinkedHashSet<>())
                        .add(difference.b().owner());
            }
        }
        List<String> texts = new ArrayList<>();
        moves.forEach((from, targets) -> {
            if (targets.size() == 1) {
                String to = targets.iterator().next();
                if (from.compareTo(to) < 0 && Set.of(from).equals(moves.get(to))) {
                    texts.add(from + " and " + to);
                }
            }
        });
        return new Swaps(texts);
    }
}
