package dev.markhor.compile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Places arrays that live for a while in one arena: largest first, each at the lowest offset free during its whole life. Where they are too
 * many to compare all with all, in the order of their lives, as an allocator would: see {@link FreeSpace}.
 */
final class ArenaPlanner {
    private static final long ALIGNMENT = 64;
    /** So many are compared all with all. */
    private static final int MOST_COMPARED = 4096;

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
        return blocks.size() <= MOST_COMPARED ? placeBySize(blocks) : placeByLife(blocks);
    }

    private static long placeByLife(List<Block> blocks) {
        List<Block> order = new ArrayList<>(blocks);
        order.sort(Comparator.comparingInt(b -> b.first));
        FreeSpace free = new FreeSpace();
        PriorityQueue<Block> living = new PriorityQueue<>(Comparator.comparingInt((Block b) -> b.last));
        for (Block block : order) {
            while (!living.isEmpty() && living.peek().last < block.first) {
                Block dead = living.remove();
                free.give(dead.offset, dead.bytes);
            }
            block.offset = free.take(block.bytes);
            living.add(block);
        }
        return free.size();
    }

    private static long placeBySize(List<Block> blocks) {
        List<Block> order = new ArrayList<>(blocks);
        order.sort((a, b) -> a.bytes != b.bytes ? Long.compare(b.bytes, a.bytes) : Integer.compare(a.first, b.first));
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
