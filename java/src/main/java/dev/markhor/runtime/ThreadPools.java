package dev.markhor.runtime;

import dev.markhor.binding.ThreadPool;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One pool of native threads for each size that is asked for, shared by all models, so that many models do not mean many threads. It lasts as
 * long as someone has it.
 */
public final class ThreadPools {
    private static final Map<Integer, WeakReference<ThreadPool>> POOLS = new ConcurrentHashMap<>();

    private ThreadPools() {}

    public static ThreadPool ofSize(int threads) {
        ThreadPool pool = get(POOLS.get(threads));
        if (pool != null) {
            return pool;
        }
        ThreadPool[] made = {null};
        POOLS.compute(threads, (size, before) -> {
            made[0] = get(before);
            if (made[0] != null) {
                return before;
            }
            made[0] = ThreadPool.create(size);
            return new WeakReference<>(made[0]);
        });
        return made[0];
    }

    private static ThreadPool get(WeakReference<ThreadPool> reference) {
        return reference == null ? null : reference.get();
    }
}
