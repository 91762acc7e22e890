package dev.markhor.benchmarks.worker;

import dev.markhor.benchmarks.engine.ModelFile;

/**
 * What a worker is asked, as one line of JSON.
 *
 * @param batch samples of a call
 * @param callers threads that call at once
 * @param millis about how long to measure or, of {@link Action#WARM}, to run
 * @param file of {@link Action#LOAD}: what to open
 */
public record Request(Action action, int batch, int callers, double millis, ModelFile file) {
    public enum Action {
        /** Computes the model's samples: {@link Reply#output}. */
        OUTPUT,
        /** Runs untimed, so that the JVM compiles what it will. */
        WARM,
        /** Times calls: {@link Reply#millis}, of one call each. */
        TIME,
        /** Counts calls of several threads at once: {@link Reply#millis}, one number, time divided by calls. */
        CALLERS,
        /** Opens other copies, one at least: {@link Reply#millis}, of opening, of preparing, of the first call, for each in turn. */
        LOAD
    }

    public static Request output(int batch) {
        return new Request(Action.OUTPUT, batch, 1, 0, null);
    }

    public static Request warm(int batch, double millis) {
        return new Request(Action.WARM, batch, 1, millis, null);
    }

    public static Request time(int batch, double millis) {
        return new Request(Action.TIME, batch, 1, millis, null);
    }

    public static Request callers(int callers, double millis) {
        return new Request(Action.CALLERS, 1, callers, millis, null);
    }

    public static Request load(ModelFile file, double millis) {
        return new Request(Action.LOAD, 1, 1, millis, file);
    }
}
