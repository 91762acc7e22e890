package dev.markhor.benchmarks.soak;

import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/** Threads that do at random what a service does, until they are told to end or something is wrong. */
final class Callers {
    private final List<Subject> subjects;
    private final ExecutorService threads;
    private final int count;
    private final LongAdder calls = new LongAdder();
    private final LongAdder loads = new LongAdder();
    private final AtomicReference<Throwable> problem = new AtomicReference<>();
    private final CountDownLatch started = new CountDownLatch(1);
    private volatile boolean ended;

    Callers(List<Subject> subjects, int count, boolean isVirtual) {
        this.subjects = subjects;
        this.count = count;
        this.threads = isVirtual ? virtual() : Executors.newFixedThreadPool(count);
    }

    /** This is compiled for a JDK that has none. */
    private static ExecutorService virtual() {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("this JDK has no virtual threads; 21 and newer ones have", e);
        }
    }

    /** None begins before there are all: thousands that run leave the others' maker no time. */
    void start() {
        for (int i = 0; i < count; i++) {
            Random random = new Random(i);
            threads.execute(() -> {
                try {
                    started.await();
                    while (!ended) {
                        step(random);
                    }
                } catch (Throwable e) {
                    problem.compareAndSet(null, e);
                    ended = true;
                }
            });
        }
        started.countDown();
    }

    /** Of a hundred steps 96 call; the others load a model of their own, load weights again, or replace the shared model. */
    private void step(Random random) {
        Subject subject = subjects.get(random.nextInt(subjects.size()));
        int die = random.nextInt(200);
        if (die >= 8) {
            subject.predict(random);
            calls.increment();
            return;
        }
        if (die >= 3) {
            subject.loadOnce(random);
        } else {
            subject.renew(die == 0);
        }
        loads.increment();
    }

    long calls() {
        return calls.sum();
    }

    long loads() {
        return loads.sum();
    }

    boolean isEnded() {
        return ended;
    }

    /** @throws IllegalStateException if a caller found something wrong, or does not end */
    void end() throws InterruptedException {
        ended = true;
        threads.shutdown();
        boolean finished = threads.awaitTermination(2, TimeUnit.MINUTES);
        if (problem.get() != null) {
            throw new IllegalStateException("a caller failed: " + problem.get(), problem.get());
        }
        if (!finished) {
            throw new IllegalStateException("callers do not end: is there a deadlock? jstack tells");
        }
    }
}
