package dev.markhor.benchmarks.report;

/** How engines are called: threads that one call may use, samples of a call, callers at once. */
public record Case(int threads, int batch, int callers) {
    @Override
    public String toString() {
        return (threads == 1 ? "1 thread" : threads + " threads")
                + ", batch " + batch
                + (callers == 1 ? "" : ", " + callers + " callers");
    }
}
