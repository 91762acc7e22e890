package dev.markhor.memory;

import dev.markhor.execution.MemoryUse;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** Bytes in use, in all and by kind. */
final class Usage {
    private final AtomicLong total = new AtomicLong();
    private final AtomicLong most = new AtomicLong();
    private final AtomicLongArray kinds = new AtomicLongArray(MemoryKind.values().length);

    /** @return whether there was room */
    boolean tryAdd(MemoryKind kind, long bytes, long limit) {
        while (true) {
            long before = total.get();
            if (bytes > limit - before) {
                return false;
            }
            if (total.compareAndSet(before, before + bytes)) {
                count(kind, bytes, before + bytes);
                return true;
            }
        }
    }

    /** Whatever the limit; negative to take away. */
    void add(MemoryKind kind, long bytes) {
        count(kind, bytes, total.addAndGet(bytes));
    }

    private void count(MemoryKind kind, long bytes, long now) {
        kinds.addAndGet(kind.ordinal(), bytes);
        if (now > most.get()) {
            most.accumulateAndGet(now, Math::max);
        }
    }

    /** The most there was at one time. */
    long most() {
        return most.get();
    }

    long of(MemoryKind kind) {
        return kinds.get(kind.ordinal());
    }

    MemoryUse use() {
        return new MemoryUse(
                of(MemoryKind.WEIGHTS),
                of(MemoryKind.PACKED),
                of(MemoryKind.CONSTANTS),
                of(MemoryKind.ARENAS),
                of(MemoryKind.WORKSPACES));
    }
}
