package dev.markhor.benchmarks.worker;

import dev.markhor.benchmarks.engine.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Several threads that call one engine at once. */
final class Callers {
    private final Engine engine;
    private final float[] input;

    Callers(Engine engine, float[] input) {
        this.engine = engine;
        this.input = input;
    }

    /** Milliseconds for each result: the inverse of the sum of the callers' rates. */
    double time(int callers, double millis) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            CyclicBarrier start = new CyclicBarrier(callers);
            List<Future<Double>> rates = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                Callable<Double> caller = () -> {
                    engine.run(input, 1);
                    start.await();
                    return rate(millis);
                };
                rates.add(threads.submit(caller));
            }
            double sum = 0;
            for (Future<Double> rate : rates) {
                sum += rate.get();
            }
            return 1 / sum;
        } finally {
            threads.shutdown();
        }
    }

    private double rate(double millis) {
        long start = System.nanoTime();
        long end = start + (long) (millis * 1e6);
        long now;
        int calls = 0;
        do {
            engine.run(input, 1);
            calls++;
            now = System.nanoTime();
        } while (now < end);
        return calls * 1e6 / (now - start);
    }
}
