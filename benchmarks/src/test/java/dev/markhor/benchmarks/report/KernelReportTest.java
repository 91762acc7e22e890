package dev.markhor.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class KernelReportTest {
    private static final Limits LIMITS = new Limits(
            Map.of("avx512", new Limits.Rate(200, 400), "avx2", new Limits.Rate(100, 200)),
            Map.of("l2", new Limits.Rate(50, 100), "memory", new Limits.Rate(10, 20)),
            Map.of(),
            Map.of("l2", 1000L),
            5);

    @Test
    void computingIsAShareOfTheStrongestInstructionSet() {
        assertEquals(0.75, KernelReport.computing("", 150, LIMITS).share());
        KernelReport held = KernelReport.computing("", 150, LIMITS.upTo("avx2"));
        assertEquals(1.5, held.share());
        assertEquals("multiply-adds, avx2", held.limit());
    }

    @Test
    void readingIsAShareOfTheLevelThatHoldsTheBytes() {
        KernelReport near = KernelReport.reading("", 1000, 4e-5, LIMITS);
        assertEquals(0.5, near.share(), 1e-9);
        assertEquals("reading, L2", near.limit());
        assertEquals(
                "reading, memory", KernelReport.reading("", 1001, 4e-5, LIMITS).limit());
    }
}
