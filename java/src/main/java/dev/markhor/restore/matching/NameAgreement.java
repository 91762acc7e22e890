package dev.markhor.restore.matching;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares stored weight names with variables. Names decide nothing by themselves; they tell between orders whose shapes all fit. */
final class NameAgreement {
    private NameAgreement() {}

    /** Whether each variable has the stored name at its place, by layer and variable. */
    static boolean isComplete(List<WeightOrder.Weight> weights, List<String> storedNames) {
        if (weights.size() != storedNames.size()) {
            return false;
        }
        for (int i = 0; i < weights.size(); i++) {
            if (!tail(weights.get(i).path(), 2).equals(tail(plain(storedNames.get(i)), 2))) {
                return false;
            }
        }
        return true;
    }

    /** For each stored name the index of the variable with the same layer and variable name; empty unless it is one to one. */
    static List<Integer> permutation(List<WeightOrder.Weight> weights, List<String> storedNames) {
        Map<String, Integer> byName = new HashMap<>();
        for (int i = 0; i < weights.size(); i++) {
            if (byName.put(tail(weights.get(i).path(), 2), i) != null) {
                return List.of();
            }
        }
        List<Integer> indices = new ArrayList<>();
        for (String name : storedNames) {
            Integer index = byName.get(tail(plain(name), 2));
            if (index == null) {
                return List.of();
            }
            indices.add(index);
        }
        return indices.size() == weights.size() && Set.copyOf(indices).size() == indices.size() ? indices : List.of();
    }

    private static String plain(String storedName) {
        int colon = storedName.lastIndexOf(':');
        return colon < 0 ? storedName : storedName.substring(0, colon);
    }

    private static String tail(String path, int components) {
        int at = path.length();
        for (int i = 0; i < components && at >= 0; i++) {
            at = path.lastIndexOf('/', at - 1);
        }
        return path.substring(at + 1);
    }
}
