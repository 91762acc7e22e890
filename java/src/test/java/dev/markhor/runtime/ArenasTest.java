package dev.markhor.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.binding.NativeMemory;
import dev.markhor.memory.MemoryAccount;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArenasTest {
    private final Arenas arenas = new Arenas(MemoryAccount.of("a test"));

    @Test
    void whatIsGivenBackIsTakenAgain() {
        NativeMemory large = arenas.take(1000);
        arenas.give(large);
        assertSame(large, arenas.take(200));
        arenas.give(large);
        assertEquals(1000, arenas.idleBytes());
    }

    @Test
    void theSmallestThatFitsIsTaken() {
        NativeMemory large = arenas.take(1000);
        NativeMemory small = arenas.take(100);
        assertNotSame(large, small);
        arenas.give(small);
        arenas.give(large);
        assertSame(small, arenas.take(80));
        assertSame(large, arenas.take(80));
    }

    @Test
    void aLargerOneReplacesTheLargest() {
        for (int bytes = 100; bytes <= 10_000; bytes += 100) {
            arenas.give(arenas.take(bytes));
        }
        assertEquals(10_000, arenas.idleBytes());
    }

    @Test
    void nothingWaitsOnceClosed() {
        NativeMemory taken = arenas.take(1000);
        arenas.give(arenas.take(100));
        arenas.close();
        assertEquals(0, arenas.idleBytes());
        arenas.give(taken);
        assertEquals(0, arenas.idleBytes());
    }

    @Test
    void fewWaitAfterManyCallsAtOnce() {
        List<NativeMemory> taken = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            taken.add(arenas.take(100));
        }
        taken.forEach(arenas::give);
        assertTrue(arenas.idleBytes() <= 100L * (Runtime.getRuntime().availableProcessors() + 1));
    }
}
