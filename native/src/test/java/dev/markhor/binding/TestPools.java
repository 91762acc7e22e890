package dev.markhor.binding;

import java.util.List;

/** Pools of 1, 2 and 5 threads, for as long as the tests run: a result has the same bits whichever computes it. */
final class TestPools {
    static final ThreadPool ONE = ThreadPool.create(1);
    static final ThreadPool TWO = ThreadPool.create(2);
    static final List<ThreadPool> SEVERAL = List.of(TWO, ThreadPool.create(5));

    private TestPools() {}
}
