package dev.markhor.cli;

import dev.markhor.error.MarkhorException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** The command without a subcommand: tells what there is. */
@Command(
        name = "markhor",
        description = "Runs Keras and TensorFlow models: no Python, no conversion.",
        version = "markhor 0.1.0-SNAPSHOT",
        subcommands = {
            PredictCommand.class,
            SummaryCommand.class,
            InspectCommand.class,
            VerifyCommand.class,
            BenchCommand.class
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  markhor predict resnet8.h5 horse.png --labels cifar10.txt",
            "  markhor summary model.keras",
            "  markhor verify golden/real",
            "",
            "markhor COMMAND --help tells more about a command."
        })
final class RootCommand implements Runnable {
    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Print the stack trace of an error.")
    private boolean debug;

    private final Terminal terminal;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    private RootCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    static CommandLine commandLine(Terminal terminal) {
        RootCommand root = new RootCommand(terminal);
        return new CommandLine(root, new Commands(terminal))
                .setOut(new PrintWriter(terminal.out(), true))
                .setErr(new PrintWriter(terminal.err(), true))
                .setExecutionExceptionHandler((error, command, parsed) -> root.report(error))
                .setParameterExceptionHandler((error, args) -> root.reportUsage(error))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(false);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    private int report(Exception error) {
        if (debug) {
            error.printStackTrace(terminal.err());
        } else {
            terminal.err().println("markhor: " + message(error));
        }
        return ExitCode.FAILURE;
    }

    private int reportUsage(ParameterException error) {
        if (debug) {
            error.printStackTrace(terminal.err());
        }
        String command = error.getCommandLine().getCommandSpec().qualifiedName();
        terminal.err().println("markhor: " + error.getMessage() + " (try " + command + " --help)");
        return ExitCode.USAGE;
    }

    private static String message(Exception error) {
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
