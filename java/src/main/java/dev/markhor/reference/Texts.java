package dev.markhor.reference;

import dev.markhor.graph.Op;
import dev.markhor.ops.Tokenize;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Ops on strings. */
final class Texts {
    private static final String PUNCTUATION = "!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~'";
    private static final String WHITESPACE = " \t\n\u000b\f\r";

    private Texts() {}

    static Tensor tokenize(Tokenize op, List<Tensor> inputs) {
        Tensor texts = inputs.get(0);
        List<List<String>> rows = new ArrayList<>();
        int count = Math.toIntExact(op.rows(texts.shape()).size());
        int perRow = count == 0 ? 0 : Math.toIntExact(texts.size() / count);
        for (int row = 0; row < count; row++) {
            List<String> tokens = new ArrayList<>();
            for (int i = 0; i < perRow; i++) {
                String text = standardized(op.standardize(), texts.getString((long) row * perRow + i));
                tokens.addAll(split(op.split(), text));
            }
            rows.add(op.ngrams().isEmpty() ? tokens : ngrams(op.ngrams(), tokens));
        }
        int length = op.length().orElse(rows.stream().mapToInt(List::size).max().orElse(0));
        String[] padded = new String[Math.multiplyExact(count, length)];
        Arrays.fill(padded, "");
        for (int row = 0; row < count; row++) {
            for (int i = 0; i < Math.min(length, rows.get(row).size()); i++) {
                padded[row * length + i] = rows.get(row).get(i);
            }
        }
        return Tensor.of(padded, op.rows(texts.shape()).append(length).dims());
    }

    private static String standardized(Tokenize.Standardize rule, String text) {
        if (!rule.lowers() && !rule.strips()) {
            return text;
        }
        StringBuilder kept = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!rule.strips() || PUNCTUATION.indexOf(c) < 0) {
                kept.append(rule.lowers() && c >= 'A' && c <= 'Z' ? (char) (c + 'a' - 'A') : c);
            }
        }
        return kept.toString();
    }

    private static List<String> split(Tokenize.Split rule, String text) {
        return switch (rule) {
            case NONE -> List.of(text);
            case WHITESPACE -> words(text);
            case CHARACTER -> text.codePoints().mapToObj(Character::toString).toList();
        };
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || WHITESPACE.indexOf(text.charAt(i)) >= 0) {
                if (i > start) {
                    words.add(text.substring(start, i));
                }
                start = i + 1;
            }
        }
        return words;
    }

    private static List<String> ngrams(List<Integer> widths, List<String> tokens) {
        List<String> joined = new ArrayList<>();
        for (int width : widths) {
            for (int i = 0; i + width <= tokens.size(); i++) {
                joined.add(String.join(" ", tokens.subList(i, i + width)));
            }
        }
        return joined;
    }

    /** An op that only moves elements: moves their numbers, and takes the strings from there. */
    static Tensor move(Op op, List<Tensor> inputs) {
        List<Tensor> numbers = new ArrayList<>();
        List<String> strings = new ArrayList<>();
        for (Tensor input : inputs) {
            if (input.dtype() == DType.STRING) {
                int first = strings.size();
                strings.addAll(Arrays.asList(input.toStringArray()));
                numbers.add(Tensor.of(
                        IntStream.range(first, strings.size()).toArray(),
                        input.shape().dims()));
            } else {
                numbers.add(input);
            }
        }
        Tensor moved = Reference.evaluate(op, numbers);
        return Tensor.of(
                Arrays.stream(moved.toIntArray()).mapToObj(strings::get).toArray(String[]::new),
                moved.shape().dims());
    }
}
