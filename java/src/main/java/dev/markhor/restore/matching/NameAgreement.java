package dev.markhor.restore.matching;

import java.util.List;

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
