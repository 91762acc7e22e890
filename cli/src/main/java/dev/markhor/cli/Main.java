package dev.markhor.cli;

import java.io.PrintStream;

/** Starts the command line. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        // Pictures are decoded without a display; saying so spares a search for one.
        System.setProperty("java.awt.headless", "true");
        System.exit(run(new Terminal(System.out, System.err, Boolean.getBoolean("markhor.terminal")), args));
    }

    /** Runs one command in this process, output going where it is told to; returns the exit code. */
    public static int run(PrintStream out, PrintStream err, String... args) {
        return run(new Terminal(out, err, false), args);
    }

    static int run(Terminal terminal, String... args) {
        int code = RootCommand.commandLine(terminal, args).execute(args);
        PrintStream out = terminal.out();
        out.flush();
        if (out.checkError() && code == ExitCode.OK) {
            return ExitCode.FAILURE; // the reader of a pipe is gone, or the disk is full
        }
        return code;
    }
}
