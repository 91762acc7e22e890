package dev.markhor.cli;

import dev.markhor.error.MarkhorException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command without a subcommand: tells what there is. */
@Command(
        name = "markhor",
        description = "Runs Keras models, from their files as they are: no Python, no conversion.",
        version = "markhor 0.1.0-SNAPSHOT",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExamples:%n",
        footer = {
            "  markhor predict resnet8.h5 horse.png --labels cifar10.txt",
            "  markhor summary model.keras",
            "  markhor verify golden/real/mlperf-tiny",
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

    /** @param args what will be executed: reading the annotations of one command takes a fraction of reading those of all */
    static CommandLine commandLine(Terminal terminal, String... args) {
        RootCommand root = new RootCommand(terminal);
        CommandLine commandLine = new CommandLine(root);
        Map<String, Supplier<Object>> commands = commands(terminal);
        String wanted = args.length == 0 ? "" : args[0];
        if (commands.containsKey(wanted)) {
            commandLine.addSubcommand(commands.get(wanted).get());
        } else {
            commands.values().forEach(command -> commandLine.addSubcommand(command.get()));
        }
        return commandLine
                .setExpandAtFiles(false) // a name that begins with @ is a file's own
                .setOut(new PrintWriter(terminal.out(), true))
                .setErr(new PrintWriter(terminal.err(), true))
                .setExecutionExceptionHandler((error, command, parsed) ->
                        root.report(error, command.getCommandSpec().exitCodeOnExecutionException()))
                .setParameterExceptionHandler((error, words) -> root.reportUsage(error))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(false);
    }

    private static Map<String, Supplier<Object>> commands(Terminal terminal) {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("predict", () -> new PredictCommand(terminal));
        commands.put("summary", () -> new SummaryCommand(terminal));
        commands.put("plot", () -> new PlotCommand(terminal));
        commands.put("doctor", () -> new DoctorCommand(terminal));
        commands.put("inspect", () -> new InspectCommand(terminal));
        commands.put("diff", () -> new DiffCommand(terminal));
        commands.put("skeleton", () -> new SkeletonCommand(terminal));
        commands.put("verify", () -> new VerifyCommand(terminal));
        commands.put("convert", () -> new ConvertCommand(terminal));
        commands.put("bench", () -> new BenchCommand(terminal));
        commands.put("profile", () -> new ProfileCommand(terminal));
        return commands;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    private int report(Exception error, int code) {
        if (debug) {
            error.printStackTrace(terminal.err());
        } else {
            terminal.err().println("markhor: " + message(error));
        }
        return code;
    }

    private int reportUsage(ParameterException error) {
        if (debug) {
            error.printStackTrace(terminal.err());
        }
        String command = error.getCommandLine().getCommandSpec().qualifiedName();
        String message = error.getMessage();
        if (error instanceof UnmatchedArgumentException unmatched && error.getCommandLine() == spec.commandLine()) {
            message = "no command '" + unmatched.getUnmatched().get(0) + "' (commands: "
                    + String.join(", ", commands(terminal).keySet()) + ")";
        }
        terminal.err().println("markhor: " + message + " (try " + command + " --help)");
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
        return CommandWords.of(text);
    }
}
