package dev.markhor.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.binding.ThreadPool;
import dev.markhor.memory.MemoryAccount;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WeightSetTest {
    private static final ThreadPool ONE = ThreadPools.ofSize(1);
    private static final AtomicInteger MADE = new AtomicInteger();

    private record Numbered(int number) implements WeightArray {
        @Override
        public NativeArray materialize(WeightSet weights, ThreadPool threads) {
            MADE.incrementAndGet();
            return weights.allocate(64);
        }
    }

    /** Needs another array, which nobody else holds, for as long as it works. */
    private record Derived(Numbered source) implements WeightArray {
        @Override
        public NativeArray materialize(WeightSet weights, ThreadPool threads) {
            long address = weights.array(source, threads).address();
            System.gc();
            assertEquals(address, weights.array(source, threads).address());
            return weights.allocate(64);
        }
    }

    private final WeightSet weights = new WeightSet(Map.of(), MemoryAccount.of("a test"));

    @Test
    void equalRecipesShareAnArray() {
        NativeArray array = weights.array(new Numbered(1), ONE);
        System.gc();
        assertSame(array, weights.array(new Numbered(1), ONE));
    }

    @Test
    void recipesKeepWhatTheyWorkWith() {
        MADE.set(0);
        weights.array(new Derived(new Numbered(2)), ONE);
        assertEquals(1, MADE.get());
    }

    @Test
    void whatEveryoneGaveBackIsFreed() {
        MADE.set(0);
        NativeArray array = weights.acquire(new Numbered(4), ONE);
        assertSame(array, weights.acquire(new Numbered(4), ONE));
        weights.release(new Numbered(4), array);
        assertSame(array, weights.acquire(new Numbered(4), ONE));
        weights.release(new Numbered(4), array);
        weights.release(new Numbered(4), array);
        assertEquals(1, MADE.get());
        weights.release(new Numbered(4), weights.acquire(new Numbered(4), ONE));
        assertEquals(2, MADE.get());
    }

    @Test
    void whatNobodyHoldsIsForgotten() throws InterruptedException {
        MADE.set(0);
        for (int i = 0; i < 100 && MADE.get() < 2; i++) {
            weights.array(new Numbered(3), ONE);
            System.gc();
            Thread.sleep(10);
        }
        assertTrue(MADE.get() >= 2);
    }
}
