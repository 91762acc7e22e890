package dev.markhor.layers;

import dev.markhor.formats.json.Json;
import java.util.List;
import java.util.stream.IntStream;

/** How much is added to or cut from the start and the end of each spatial dimension. */
record Borders(List<Integer> before, List<Integer> after) {
    Borders {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    /** {@code [before, after]} for each dimension. */
    List<List<Integer>> pairs() {
        return IntStream.range(0, before.size())
                .mapToObj(i -> List.of(before.get(i), after.get(i)))
                .toList();
    }

    /**
     * @param name of the option, for errors
     * @param amounts one for all sides; or one for each dimension; or start and end of each dimension in turn; with one dimension, two
     *     are its start and end
     * @throws IllegalArgumentException if it is another number of amounts, or one is negative
     */
    static Borders of(String name, int spatial, int... amounts) {
        for (int amount : amounts) {
            if (amount < 0) {
                throw new IllegalArgumentException(name + " must not be negative, got " + amount);
            }
        }
        int[] before = new int[spatial];
        int[] after = new int[spatial];
        boolean sides = amounts.length == 2 * spatial;
        int[] each = sides ? amounts : Options.spread(name, spatial, amounts);
        for (int i = 0; i < spatial; i++) {
            before[i] = sides ? each[2 * i] : each[i];
            after[i] = sides ? each[2 * i + 1] : each[i];
        }
        return new Borders(Options.list(before), Options.list(after));
    }

    /** Reads {@code 1}, {@code [1, 2]} or {@code [[1, 2], [3, 4]]}. */
    static int[] read(LayerConfig config, String key, int spatial, int absent) {
        if (!config.has(key)) {
            return new int[] {absent};
        }
        Json value = config.get(key);
        boolean nested = value.isArray() && value.asList().stream().anyMatch(item -> !item.isNumber());
        if (!nested) {
            return config.intList(key);
        }
        if (value.size() != spatial) {
            throw config.expected(key, "an integer, or an integer or a pair for each of " + spatial + " dimensions");
        }
        int[] amounts = new int[2 * spatial];
        for (int i = 0; i < spatial; i++) {
            Json item = value.get(i);
            boolean pair = item.isArray() && item.size() == 2;
            if (!pair && !item.isNumber()) {
                throw config.expected(
                        key, "an integer, or an integer or a pair for each of " + spatial + " dimensions");
            }
            amounts[2 * i] = pair ? item.get(0).asInt() : item.asInt();
            amounts[2 * i + 1] = pair ? item.get(1).asInt() : item.asInt();
        }
        return amounts;
    }
}
