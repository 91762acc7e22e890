package dev.markhor.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.markhor.binding.ThreadPool;
import dev.markhor.memory.MemoryAccount;
import dev.markhor.tensor.Tensor;
import java.lang.ref.Reference;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a plan makes of weights, and when. */
class PlanTest {
    private static final ThreadPool ONE = ThreadPools.ofSize(1);

    private final Arenas arenas = new Arenas(MemoryAccount.of("a test"));
    private final WeightSet weights = new WeightSet(Map.of(), MemoryAccount.of("a test"));
    private final AtomicInteger made = new AtomicInteger();

    private record Counted(AtomicInteger made, int number) implements WeightArray {
        @Override
        public NativeArray materialize(WeightSet weights, ThreadPool threads) {
            made.incrementAndGet();
            return weights.allocate(64);
        }
    }

    private Plan plan(int number, JavaStep... steps) {
        List<Segment> segments = List.of(steps).stream()
                .<Segment>map(step -> new Segment.Java(step, List.of(), List.of(), List.of()))
                .toList();
        List<TableEntry> table = List.of(new TableEntry.Fixed(new Counted(made, number)));
        return new Plan(List.of(), List.of(), segments, table, 64, arenas);
    }

    private List<Tensor> run(Plan plan) {
        return plan.run(List.of(), weights, ONE);
    }

    @Test
    void preparingMakesAllThatACallNeeds() {
        Plan plan = plan(0, new ScanStep(plan(1), 0, false, false, false));
        plan.prepare(weights, ONE);
        assertEquals(2, made.get());
        run(plan(0));
        run(plan(1));
        assertEquals(2, made.get());
        Reference.reachabilityFence(plan); // as long as it is there, so is what it made
    }
}
