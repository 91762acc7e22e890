package dev.markhor.runtime;

import dev.markhor.binding.ThreadPool;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One pool of native threads for each size that is asked for, shared by all models, so that many models do not mean many threads. */
public final class ThreadPools {
    private static final Map<Integer, ThreadPool> POOLS = new ConcurrentHashMap<>();

    private ThreadPools() {}

    public static ThreadPool ofSize(int threads) {
        return POOLS.computeIfAbsent(threads, ThreadPool::create);
    }
}
