package dev.markhor.cli;

/** What the command returns to the shell. */
final class ExitCode {
    static final int OK = 0;
    /** The work was done and the answer is no, or it could not be done. */
    static final int FAILURE = 1;
    /** The command line was not understood. */
    static final int USAGE = 2;

    private ExitCode() {}
}
