package dev.markhor.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    @Test
    void quartilesLieBetweenNeighbours() {
        assertEquals(new Spread(1, 1.75, 2.5, 3.25, 4, 4), Spread.of(4, 1, 3, 2));
        assertEquals(new Spread(7, 7, 7, 7, 7, 1), Spread.of(7));
        assertThrows(IllegalArgumentException.class, Spread::of);
    }

    @Test
    void ratiosArePairedByRound() {
        // The machine was half as fast in the second round, for both.
        Ratio ratio = Ratio.of(new double[] {1, 2, 1}, new double[] {3, 6, 3}, 1, 3);
        assertEquals(new Spread(3, 3, 3, 3, 3, 3), ratio.pairs());
        assertEquals(3, ratio.ofMinima());
    }

    @Test
    void theLimitIsWhatTakesLonger() {
        Limits.Rate reading = new Limits.Rate(10, 20);
        Limits limits = new Limits(
                Map.of("portable", new Limits.Rate(10, 20), "avx2", new Limits.Rate(100, 200)),
                Map.of("l1", reading, "l2", new Limits.Rate(50, 100), "l3", reading, "memory", reading),
                Map.of(),
                Map.of("l1", 32_000L, "l2", 1_000_000L, "l3", 8_000_000L),
                10);
        assertEquals("avx2", limits.strongest());
        assertEquals("memory", limits.level(1e8));
        assertEquals(10, limits.boundMillis(1e9, 1000, 1, 1), 1e-12); // 1 GFLOP at 100 GFLOP/s
        assertEquals(10, limits.boundMillis(1e9, 1000, 2, 2), 1e-12);
        assertEquals(0.01, limits.boundMillis(1, 500_000, 8, 1), 1e-12); // 0.5 MB at 50 GB/s
    }

    @Test
    void goalsHaveADirection() {
        assertTrue(new Goal("", "", 2, 1.9, "ms", true, "").met());
        assertFalse(new Goal("", "", 2, 1.9, "x", false, "").met());
        assertFalse(new Goal("", "", 2, Double.NaN, "x", false, "").met());
    }
}
