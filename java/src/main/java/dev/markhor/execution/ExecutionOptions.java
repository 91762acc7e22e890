package dev.markhor.execution;

/**
 * How a model runs.
 *
 * @param threads threads one call may use, the calling one included
 * @param backend who computes products and convolutions
 */
public record ExecutionOptions(int threads, Backend backend) {
    private static final int MOST_THREADS = 1024;

    public ExecutionOptions {
        if (threads < 1) {
            throw new IllegalArgumentException("a call needs at least one thread, not " + threads);
        }
        if (threads > MOST_THREADS) {
            throw new IllegalArgumentException("a call takes at most " + MOST_THREADS + " threads, not " + threads);
        }
    }

    /** All processors, and the backend that the setting {@code markhor.kernels} names. */
    public static ExecutionOptions defaults() {
        return new ExecutionOptions(Runtime.getRuntime().availableProcessors(), Backend.configured());
    }

    public ExecutionOptions withThreads(int count) {
        return new ExecutionOptions(count, backend);
    }

    public ExecutionOptions withBackend(Backend chosen) {
        return new ExecutionOptions(threads, chosen);
    }
}
