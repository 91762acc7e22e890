package dev.markhor.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.markhor.execution.MachineLimits;
import dev.markhor.execution.MachineLimits.Level;
import java.util.List;
import org.junit.jupiter.api.Test;

class MachineTest {
    @Test
    void ofTwoMeasurementsTheBetterOneOfEachLimitCounts() {
        MachineLimits disturbed = new MachineLimits(
                "avx2", 2, 250, List.of(new Level("L2", 1024, 480), new Level("memory", Long.MAX_VALUE, 9)));
        MachineLimits other = new MachineLimits(
                "avx2", 2, 500, List.of(new Level("L2", 1024, 230), new Level("memory", Long.MAX_VALUE, 39)));
        MachineLimits expected = new MachineLimits(
                "avx2", 2, 500, List.of(new Level("L2", 1024, 480), new Level("memory", Long.MAX_VALUE, 39)));
        assertEquals(expected, Machine.better(disturbed, other));
        assertEquals(expected, Machine.better(other, disturbed));
    }
}
