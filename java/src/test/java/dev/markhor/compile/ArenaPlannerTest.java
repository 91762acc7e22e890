package dev.markhor.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ArenaPlannerTest {
    @Test
    void arraysThatDoNotLiveAtOnceShareMemory() {
        List<ArenaPlanner.Block> blocks = List.of(
                new ArenaPlanner.Block(128, 0, 1),
                new ArenaPlanner.Block(128, 1, 2),
                new ArenaPlanner.Block(128, 2, 3));
        assertEquals(256, ArenaPlanner.place(blocks));
        assertEquals(blocks.get(0).offset(), blocks.get(2).offset());
    }

    @Test
    void arraysThatLiveAtOnceNeverOverlap() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            record Life(ArenaPlanner.Block block, long bytes, int first, int last) {}
            List<Life> lives = new ArrayList<>();
            boolean many = round == 0; // placed by their lives, not by their sizes
            for (int i = 0; i < (many ? 5000 : 30); i++) {
                int first = random.nextInt(many ? 3000 : 20);
                int last = first + random.nextInt(6);
                long bytes = 1 + random.nextInt(5000);
                lives.add(new Life(new ArenaPlanner.Block(bytes, first, last), bytes, first, last));
            }
            long size = ArenaPlanner.place(lives.stream().map(Life::block).toList());
            for (Life a : lives) {
                assertEquals(0, a.block().offset() % 64);
                assertTrue(a.block().offset() + a.bytes() <= size);
                for (Life b : lives) {
                    boolean together = a != b && a.first() <= b.last() && b.first() <= a.last();
                    boolean apart = a.block().offset() + a.bytes() <= b.block().offset()
                            || b.block().offset() + b.bytes() <= a.block().offset();
                    assertTrue(!together || apart);
                }
            }
        }
    }
}
