package dev.markhor.cli.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Times several actions by turns, so that what disturbs the machine disturbs all of them alike. */
final class Rounds {
    private Rounds() {}

    /** Something that can be done again. */
    @FunctionalInterface
    interface Action {
        /** Does it once; returns the milliseconds of each thing that counts about it. */
        double[] run();
    }

    /**
     * Does all of them once untimed, so that classes are compiled and files are in the page cache, and then in every round once each,
     * beginning with another one each time. What an action leaves on the heap is collected before the next begins.
     *
     * @return for each action the times of each thing that counts
     */
    static <K> Map<K, List<Times>> time(Map<K, ? extends Action> actions, int rounds) {
        Map<K, List<double[]>> laps = new LinkedHashMap<>();
        actions.forEach((key, action) -> {
            action.run();
            laps.put(key, new ArrayList<>());
        });
        List<K> order = new ArrayList<>(actions.keySet());
        for (int round = 0; round < rounds; round++) {
            for (K key : order) {
                System.gc();
                laps.get(key).add(actions.get(key).run());
            }
            Collections.rotate(order, -1);
        }
        Map<K, List<Times>> times = new LinkedHashMap<>();
        laps.forEach((key, all) -> times.put(key, columns(all)));
        return times;
    }

    private static List<Times> columns(List<double[]> laps) {
        return IntStream.range(0, laps.get(0).length)
                .mapToObj(i -> Times.of(laps.stream().mapToDouble(lap -> lap[i]).toArray()))
                .toList();
    }
}
