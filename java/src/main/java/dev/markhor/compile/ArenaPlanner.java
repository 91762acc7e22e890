package dev.markhor.compile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Places arrays that live for a while in one arena: largest first, each at the lowest offset free during its whole life. */
final class ArenaPlanner {
    private static final long ALIGNMENT = 64;

    /** An array needed from step {@code first} to step {@code last}, both included. */
    static final class Block {
        private final long bytes;
        private int first;
        private int last;
        private long offset;

        Block(long bytes, int first, int last) {
            this.bytes = (Math.max(bytes, 1) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
            this.first = first;
            this.last = last;
        }

        void extendTo(int step) {
            first = Math.min(first, step);
            last = Math.max(last, step);
        }

        long offset() {
            return offset;
        }

        private boolean meets(Block other) {
            return first <= other.last && other.first <= last;
        }
    }

    private ArenaPlanner() {}

    /** Sets the offsets and gives the size of the arena. */
    static long place(List<Block> blocks) {
        List<Block> order = new ArrayList<>(blocks);
        order.sort(Comparator.comparingLong((Block b) -> -b.bytes).thenComparingInt(b -> b.first));
        List<Block> placed = new ArrayList<>(); // by offset
        long size = 0;
        for (Block block : order) {
            long candidate = 0;
            for (Block other : placed) {
                if (block.meets(other)) {
                    if (other.offset >= candidate + block.bytes) {
                        break;
                    }
                    candidate = Math.max(candidate, other.offset + other.bytes);
                }
            }
            block.offset = candidate;
            size = Math.max(size, Math.addExact(candidate, block.bytes));
            int at = 0;
            while (at < placed.size() && placed.get(at).offset <= candidate) {
                at++;
            }
            placed.add(at, block);
        }
        return size;
    }
}
