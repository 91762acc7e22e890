package dev.markhor.ops;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeMap;

/**
 * An equation such as {@code abc,cd->abd} as labels of dimensions. Letters are labels; those dimensions that an ellipsis stands for are
 * labelled by negative numbers, counted from the last.
 *
 * @param operands the labels of each operand
 * @param output the labels of the result
 */
record EinsumEquation(List<List<Integer>> operands, List<Integer> output) {
    private static final String ELLIPSIS = "...";

    /**
     * @param ranks of the operands
     * @throws IllegalArgumentException if the equation is none, does not fit the ranks, or takes a diagonal
     */
    static EinsumEquation parse(String equation, List<Integer> ranks) {
        String plain = equation.replace(" ", "");
        int arrow = plain.indexOf("->");
        String[] terms = (arrow < 0 ? plain : plain.substring(0, arrow)).split(",", -1);
        if (terms.length != ranks.size()) {
            throw wrong(equation, "it is about " + terms.length + " operand(s), there are " + ranks.size());
        }
        List<List<Integer>> operands = new ArrayList<>();
        int elided = 0;
        for (int i = 0; i < terms.length; i++) {
            int rest = ranks.get(i) - letters(equation, terms[i]).length();
            if (rest < 0 || rest > 0 && !terms[i].contains(ELLIPSIS)) {
                throw wrong(equation, "'" + terms[i] + "' does not fit an operand of rank " + ranks.get(i));
            }
            operands.add(labels(equation, terms[i], rest));
            elided = Math.max(elided, rest);
        }
        List<Integer> output =
                arrow < 0 ? implicit(operands, elided) : labels(equation, plain.substring(arrow + 2), elided);
        for (int label : output) {
            if (operands.stream().noneMatch(operand -> operand.contains(label))) {
                throw wrong(equation, "'" + (char) label + "' of the result is in no operand");
            }
        }
        if (elided > 0 && !output.contains(-1)) {
            throw wrong(equation, "the result needs an ellipsis, as an operand has one");
        }
        return new EinsumEquation(List.copyOf(operands), output);
    }

    private static String letters(String equation, String term) {
        int at = term.indexOf(ELLIPSIS); // a second one is no letter
        String letters = at < 0 ? term : term.substring(0, at) + term.substring(at + ELLIPSIS.length());
        if (!letters.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z')) {
            throw wrong(equation, "'" + term + "' is not made of letters and at most one ellipsis");
        }
        return letters;
    }

    private static List<Integer> labels(String equation, String term, int elided) {
        String letters = letters(equation, term);
        if (letters.chars().distinct().count() != letters.length()) {
            throw wrong(equation, "'" + term + "' names a dimension twice: diagonals are not supported");
        }
        int at = term.indexOf(ELLIPSIS);
        List<Integer> labels = new ArrayList<>();
        for (int i = 0; i <= letters.length(); i++) {
            for (int j = elided; i == at && j > 0; j--) {
                labels.add(-j);
            }
            if (i < letters.length()) {
                labels.add((int) letters.charAt(i));
            }
        }
        return List.copyOf(labels);
    }

    /** Without an arrow: what is there once, in alphabetical order, behind what the ellipsis stands for. */
    private static List<Integer> implicit(List<List<Integer>> operands, int elided) {
        TreeMap<Integer, Integer> counts = new TreeMap<>();
        operands.forEach(operand -> new HashSet<>(operand).forEach(label -> counts.merge(label, 1, Integer::sum)));
        List<Integer> output = new ArrayList<>();
        for (int i = elided; i > 0; i--) {
            output.add(-i);
        }
        counts.forEach((label, count) -> {
            if (label > 0 && count == 1) {
                output.add(label);
            }
        });
        return List.copyOf(output);
    }

    private static IllegalArgumentException wrong(String equation, String reason) {
        return new IllegalArgumentException("einsum equation '" + equation + "': " + reason);
    }
}
