package dev.markhor.cli;

import dev.markhor.cli.skeleton.Skeleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Begins a class for a checkpoint. */
@Command(
        name = "skeleton",
        description =
                "Writes the Java or Kotlin class that a TensorFlow checkpoint implies: attributes, layers and variables, from names and shapes. "
                        + "Its weights load as it is; what it computes is for you to write.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  markhor skeleton training/ckpt-7",
            "  markhor skeleton --class Detectability -o Detectability.java base_model",
            "  markhor skeleton --kotlin saved_model/"
        })
final class SkeletonCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "CHECKPOINT",
            description = "A prefix, a folder with a checkpoint file, or a SavedModel's folder.")
    private Path checkpoint;

    @Option(names = "--kotlin", description = "Kotlin in place of Java.")
    private boolean kotlin;

    @Option(
            names = "--class",
            paramLabel = "NAME",
            defaultValue = "Restored",
            description = "The class' name (default: ${DEFAULT-VALUE}).")
    private String className;

    @Option(names = "--package", paramLabel = "NAME", defaultValue = "", description = "The package it is in.")
    private String location;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where to write it (default: standard output).")
    private Path output;

    @Spec
    private CommandSpec spec;

    private final Terminal terminal;

    SkeletonCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        if (!className.matches("[A-Z][A-Za-z0-9_]*")) {
            throw new ParameterException(
                    spec.commandLine(), "--class must be a name such as MyModel, found '" + className + "'");
        }
        if (!location.matches("([A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*)?")) {
            throw new ParameterException(
                    spec.commandLine(), "--package must be a name such as org.example, found '" + location + "'");
        }
        String source = Skeleton.of(checkpoint, location, className, kotlin);
        if (output == null) {
            terminal.out().print(source);
        } else {
            Files.writeString(output, source);
        }
        return ExitCode.OK;
    }
}
