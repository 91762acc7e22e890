package dev.markhor.cli.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/** Times calls of several engines that take turns of a few calls each. */
final class Turns {
    private static final int UNTIMED_TURNS = 2;
    private static final int CALLS = 5;
    private static final long REST_MILLIS = 40; // ONNX Runtime's threads spin for 30
    private static final long SETTLING_MILLIS = 20;

    private Turns() {}

    /** Milliseconds of each call. */
    static <K> Map<K, Times> time(Map<K, Runnable> calls, int turns) {
        Map<K, double[]> millis = new LinkedHashMap<>();
        calls.keySet().forEach(key -> millis.put(key, new double[turns * CALLS]));
        for (int turn = -UNTIMED_TURNS; turn < turns; turn++) {
            for (Map.Entry<K, Runnable> call : calls.entrySet()) {
                settle(call.getValue());
                for (int i = 0; i < CALLS; i++) {
                    long start = System.nanoTime();
                    call.getValue().run();
                    double time = Times.since(start);
                    if (turn >= 0) {
                        millis.get(call.getKey())[turn * CALLS + i] = time;
                    }
                }
            }
        }
        Map<K, Times> times = new LinkedHashMap<>();
        millis.forEach((key, values) -> times.put(key, Times.of(values)));
        return times;
    }

    /** Threads of the engine before spin for a while, and caches are full of its weights. */
    private static void settle(Runnable call) {
        try {
            Thread.sleep(REST_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while measuring", e);
        }
        long start = System.nanoTime();
        do {
            call.run();
        } while (Times.since(start) < SETTLING_MILLIS);
    }
}
