package dev.markhor.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TimesTest {
    @Test
    void percentilesAreTimesThatWereMeasured() {
        Times times =
                Times.of(IntStream.rangeClosed(1, 100).mapToDouble(i -> 101 - i).toArray());
        assertEquals(1, times.min());
        assertEquals(50, times.median());
        assertEquals(99, times.p99());
        assertEquals(100, times.count());
        assertEquals(3, Times.of(3).p99());
        assertThrows(IllegalArgumentException.class, Times::of);
    }

    @Test
    void actionsTakeTurns() {
        List<String> done = new ArrayList<>();
        Map<String, Rounds.Action> actions = new LinkedHashMap<>();
        for (String name : List.of("a", "b", "c")) {
            actions.put(name, () -> {
                done.add(name);
                return new double[] {done.size(), -done.size()};
            });
        }
        Map<String, List<Times>> times = Rounds.time(actions, 2);
        assertEquals(
                List.of("a", "b", "c", "a", "b", "c", "b", "c", "a"), done, "untimed, then from another one each time");
        assertEquals(4, times.get("a").get(0).min());
        assertEquals(-9, times.get("a").get(1).min());
        assertEquals(2, times.get("b").get(0).count());
    }
}
