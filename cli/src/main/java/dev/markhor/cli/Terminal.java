package dev.markhor.cli;

import java.io.PrintStream;

/**
 * Where a command writes.
 *
 * @param out results, and nothing else
 * @param err errors and progress
 * @param watched whether somebody looks at {@code err} while the command runs
 */
record Terminal(PrintStream out, PrintStream err, boolean watched) {}
