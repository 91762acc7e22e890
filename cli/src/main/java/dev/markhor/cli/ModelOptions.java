package dev.markhor.cli;

import dev.markhor.Markhor;
import dev.markhor.execution.ExecutionOptions;
import dev.markhor.keras.LoadOptions;
import dev.markhor.model.Model;
import java.nio.file.Path;
import java.util.OptionalInt;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a command opens models and runs them. */
final class ModelOptions {
    @Mixin
    private LoadingOptions loading;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads for one prediction (default: all processors).")
    private Integer threads;

    /** What the options say about loading. */
    LoadOptions load() {
        return loading.load();
    }

    boolean hasExtensions() {
        return loading.hasExtensions();
    }

    /** Opens a model that runs as the options say. */
    Model open(Path path) {
        Model model = Markhor.load(path, load());
        model.setExecution(execution());
        return model;
    }

    /** As {@link #open(Path)}, telling somebody who waits how far it has come. */
    Model open(Path path, Progress progress) {
        Model model = loading.open(path, progress);
        model.setExecution(execution());
        return model;
    }

    /** How many threads the user wants, if anything was said. */
    OptionalInt threads() {
        return threads == null ? OptionalInt.empty() : OptionalInt.of(threads);
    }

    /** What the options say about running. */
    ExecutionOptions execution() {
        return threads == null
                ? ExecutionOptions.defaults()
                : ExecutionOptions.defaults().withThreads(threads);
    }
}
