package dev.markhor.runtime;

import dev.markhor.binding.NativeMemory;
import dev.markhor.error.MemoryLimitException;
import dev.markhor.memory.MemoryAccount;
import dev.markhor.memory.MemoryKind;
import java.util.ArrayList;
import java.util.List;

/**
 * Memory for the intermediate results of calls, shared by the plans of a model: what one call gives back, the next may take, whatever its
 * sizes. So a model keeps about as much as its largest calls at one time, however many plans it has.
 */
public final class Arenas {
    private static final long LEAST = 64;

    private final int mostIdle = Runtime.getRuntime().availableProcessors() + 1;
    private final List<NativeMemory> idle = new ArrayList<>(); // smallest first
    private final MemoryAccount account;
    private boolean closed;

    /** @param account that the memory is counted on */
    public Arenas(MemoryAccount account) {
        this.account = account;
    }

    /** Where all memory that goes with these arenas is counted. */
    MemoryAccount account() {
        return account;
    }

    /** At least {@code bytes} bytes with arbitrary contents: the smallest idle arena that has them, else a new one in place of the largest. */
    NativeMemory take(long bytes) {
        NativeMemory small = null;
        synchronized (idle) {
            for (int i = 0; i < idle.size(); i++) {
                if (idle.get(i).size() >= bytes) {
                    return idle.remove(i);
                }
            }
            if (!idle.isEmpty()) {
                small = idle.remove(idle.size() - 1);
            }
        }
        if (small != null) {
            small.close();
        }
        try {
            return allocate(bytes);
        } catch (MemoryLimitException e) {
            if (freeIdle() == 0) {
                throw e;
            }
            return allocate(bytes); // it was those that wait which left no room
        }
    }

    /** Memory that stays with who asks for it, until it is closed. */
    NativeMemory allocate(long bytes) {
        return account.allocate(MemoryKind.ARENAS, Math.max(LEAST, bytes), "intermediate results");
    }

    private int freeIdle() {
        List<NativeMemory> waiting;
        synchronized (idle) {
            waiting = List.copyOf(idle);
            idle.clear();
        }
        waiting.forEach(NativeMemory::close);
        return waiting.size();
    }

    /** Takes back an arena that nothing uses any more. */
    void give(NativeMemory arena) {
        NativeMemory surplus = null;
        synchronized (idle) {
            int at = idle.size();
            while (at > 0 && idle.get(at - 1).size() > arena.size()) {
                at--;
            }
            idle.add(at, arena);
            if (closed || idle.size() > mostIdle) {
                surplus = idle.remove(0);
            }
        }
        if (surplus != null) {
            surplus.close();
        }
    }

    /** Frees what waits for a call; what calls have, when they give it back. */
    public void close() {
        synchronized (idle) {
            closed = true;
        }
        freeIdle();
    }

    /** Bytes of the arenas that wait for a call. */
    public long idleBytes() {
        synchronized (idle) {
            return idle.stream().mapToLong(NativeMemory::size).sum();
        }
    }
}
