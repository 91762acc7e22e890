package dev.markhor.cli;

/** A subcommand. */
interface Command {
    /** What it takes, and how it is explained. */
    CommandSpec spec();

    /** Runs it and returns its exit code; any exception becomes one line for the user. */
    int run(Arguments arguments, Terminal terminal);
}
