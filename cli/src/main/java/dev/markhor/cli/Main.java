package dev.markhor.cli;

import dev.markhor.error.MarkhorException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;

/** The {@code markhor} command. */
public final class Main {
    private static final String VERSION = "markhor 0.1.0-SNAPSHOT";

    private Main() {}

    public static void main(String[] args) {
        // Pictures are decoded without a display; saying so spares a search for one.
        System.setProperty("java.awt.headless", "true");
        System.exit(run(new Terminal(System.out, System.err, Boolean.getBoolean("markhor.terminal")), args));
    }

    /** Runs one command and returns its exit code; output goes to the terminal given. */
    static int run(Terminal terminal, String... args) {
        List<String> words = List.of(args);
        String command = words.isEmpty() ? "" : words.get(0);
        int code;
        try {
            code = run(terminal, command, words);
        } catch (UsageException e) {
            terminal.err()
                    .println("markhor: " + e.getMessage() + " (see markhor "
                            + (find(command) == null ? "" : command + " ") + "--help)");
            code = ExitCode.USAGE;
        } catch (RuntimeException e) {
            if (words.contains("--debug")) {
                e.printStackTrace(terminal.err());
            } else {
                terminal.err().println("markhor: " + message(e));
            }
            code = ExitCode.FAILURE;
        }
        terminal.out().flush();
        // Where the reader of a pipe is gone, or the disk is full.
        return terminal.out().checkError() && code == ExitCode.OK ? ExitCode.FAILURE : code;
    }

    private static int run(Terminal terminal, String name, List<String> words) {
        switch (name) {
            case "" -> throw new UsageException("a command is missing");
            case "--help", "-h", "help" -> terminal.out().print(help());
            case "--version", "-V" -> terminal.out().println(VERSION);
            default -> {
                Command command = find(name);
                if (command == null) {
                    throw new UsageException("unknown command " + name);
                }
                List<String> rest = words.subList(1, words.size()).stream()
                        .filter(word -> !word.equals("--debug"))
                        .toList();
                if (rest.contains("--help") || rest.contains("-h")) {
                    terminal.out().print(command.spec().help());
                } else {
                    return command.run(command.spec().parse(rest), terminal);
                }
            }
        }
        return ExitCode.OK;
    }

    private static Command find(String name) {
        return switch (name) {
            case "predict" -> new PredictCommand();
            case "summary" -> new SummaryCommand();
            case "inspect" -> new InspectCommand();
            case "verify" -> new VerifyCommand();
            case "bench" -> new BenchCommand();
            default -> null;
        };
    }

    private static String help() {
        StringBuilder text = new StringBuilder(
                "Usage: markhor COMMAND ...\nRuns Keras models: no Python, no conversion.\n\nCommands:\n");
        for (String name : List.of("predict", "summary", "inspect", "verify", "bench")) {
            text.append("  ")
                    .append(name)
                    .append("  ")
                    .append(find(name).spec().description())
                    .append('\n');
        }
        return text.append("\nExamples:\n")
                .append("  markhor predict resnet8.h5 horse.png --labels cifar10.txt\n")
                .append("  markhor summary model.keras\n")
                .append("  markhor verify golden/real\n")
                .append(
                        "\nmarkhor COMMAND --help tells more about a command, markhor --version which version this is.\n")
                .toString();
    }

    private static String message(Throwable error) {
        if (error instanceof UncheckedIOException unchecked) {
            return message(unchecked.getCause());
        }
        if (error instanceof NoSuchFileException missing) {
            return missing.getFile() + ": no such file";
        }
        if (error instanceof AccessDeniedException denied) {
            return denied.getFile() + ": permission denied";
        }
        boolean speaks = error instanceof MarkhorException
                || error instanceof IOException
                || error instanceof IllegalArgumentException
                || error instanceof IllegalStateException;
        String text = speaks && error.getMessage() != null ? error.getMessage() : error + " (--debug shows where)";
        return text.replaceAll("\\s*\\R\\s*", " ");
    }
}
