package dev.markhor.benchmarks.suite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;

class LineupTest {
    @Test
    void differencesAreRelativeToTheLargest() {
        assertEquals(0.25, Lineup.difference(new float[] {1, 2.5f, -2}, new float[] {1, 2, -2}), 1e-7);
        assertEquals(0, Lineup.difference(new float[] {1, -4}, new float[] {1, -4}));
    }

    @Test
    void whatIsNoNumberOrMissingDoesNotPass() {
        assertFalse(Lineup.difference(new float[] {Float.NaN, 1}, new float[] {1, 1}) < Lineup.TOLERANCE);
        assertFalse(Lineup.difference(new float[] {1}, new float[] {1, 1}) < Lineup.TOLERANCE);
        assertFalse(Lineup.difference(new float[] {}, new float[] {0}) < Lineup.TOLERANCE);
    }
}
