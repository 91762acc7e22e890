package dev.markhor.benchmarks.worker;

/**
 * A worker's answer, as one line of JSON; which field is set depends on the request.
 *
 * @param error what went wrong, null if nothing did
 */
public record Reply(double[] millis, float[] output, String error) {
    static Reply of(double... millis) {
        return new Reply(millis, null, null);
    }

    static Reply of(float[] output) {
        return new Reply(null, output, null);
    }

    static Reply failed(Throwable problem) {
        return new Reply(null, null, problem.toString());
    }
}
