package dev.markhor.runtime;

import dev.markhor.binding.CacheSizes;
import dev.markhor.binding.Kernels;
import dev.markhor.binding.LimitsProbe;
import dev.markhor.binding.ThreadPool;
import dev.markhor.execution.MachineLimits;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** What this machine can do. */
public final class Machine {
    private Machine() {}

    /** Measures for about a third of a second. @param threads that work at once, each on memory of its own */
    public static MachineLimits limits(int threads) {
        ThreadPool pool = ThreadPools.ofSize(threads);
        CacheSizes caches = CacheSizes.ofThisMachine();
        double gflops = LimitsProbe.gflops(pool, threads);
        return new MachineLimits(
                Kernels.isa().name().toLowerCase(Locale.ROOT),
                threads,
                gflops,
                List.of(
                        level("L2", threads * caches.second(), threads * caches.second() / 2, pool, threads),
                        level("L3", caches.third(), caches.third() / 2, pool, threads),
                        level("memory", Long.MAX_VALUE, caches.beyond(), pool, threads)));
    }

    /** Of two measurements the better one of each limit: other programs can only make one worse. */
    public static MachineLimits better(MachineLimits first, MachineLimits second) {
        List<MachineLimits.Level> levels = IntStream.range(0, first.levels().size())
                .mapToObj(i -> {
                    MachineLimits.Level level = first.levels().get(i);
                    double other = second.levels().get(i).gigabytes();
                    return new MachineLimits.Level(level.name(), level.bytes(), Math.max(level.gigabytes(), other));
                })
                .toList();
        return new MachineLimits(
                first.instructionSet(), first.threads(), Math.max(first.gflops(), second.gflops()), levels);
    }

    private static MachineLimits.Level level(String name, long holds, long read, ThreadPool pool, int threads) {
        return new MachineLimits.Level(name, holds, LimitsProbe.gigabytes(pool, threads, read));
    }
}
