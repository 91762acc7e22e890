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

    /** Its causes too: engines that wrap one in another say little on top. */
    static Reply failed(Throwable problem) {
        StringBuilder told = new StringBuilder(problem.toString());
        for (Throwable cause = problem.getCause(); cause != null; cause = cause.getCause()) {
            told.append("; ").append(cause);
        }
        return new Reply(null, null, told.toString());
    }
}
