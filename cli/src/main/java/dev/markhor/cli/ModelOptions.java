package dev.markhor.cli;

import dev.markhor.Markhor;
import dev.markhor.execution.ExecutionOptions;
import dev.markhor.keras.Extension;
import dev.markhor.keras.LoadOptions;
import dev.markhor.model.Model;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** How a command opens models. */
final class ModelOptions {
    private final List<Path> extensions;
    private final Optional<Path> architecture;
    private final ExecutionOptions execution;

    ModelOptions(Arguments arguments) {
        extensions = arguments.find("--extensions").stream()
                .flatMap(text -> Arrays.stream(text.split(File.pathSeparator)))
                .map(Path::of)
                .toList();
        architecture = arguments.findPath("--architecture");
        ExecutionOptions defaults = ExecutionOptions.defaults();
        execution = defaults.withThreads(arguments.positive("--threads", defaults.threads()));
    }

    /** Adds the options that this class reads. */
    static CommandSpec addTo(CommandSpec spec) {
        return spec.option(
                        "--extensions",
                        "PATHS",
                        "Jars or class folders with Java classes for layers that Keras does not have, separated by "
                                + File.pathSeparator + ".")
                .option("--architecture", "JSON", "The model's configuration, for a file that holds weights only.")
                .option("--threads", "N", "Threads for one prediction (default: all processors).");
    }

    /** What the options say about loading. */
    LoadOptions load() {
        LoadOptions options = LoadOptions.defaults();
        if (!extensions.isEmpty()) {
            // Open as long as the process runs: the classes of a model may be loaded at any time.
            URLClassLoader loader = new URLClassLoader(urls(), ModelOptions.class.getClassLoader());
            int found = 0;
            for (Extension extension : ServiceLoader.load(Extension.class, loader)) {
                options = extension.register(options);
                found++;
            }
            if (found == 0) {
                throw new IllegalArgumentException("--extensions " + extensions + ": no META-INF/services/"
                        + Extension.class.getName() + " names a class there");
            }
        }
        return architecture.isPresent() ? options.withArchitecture(architecture.get()) : options;
    }

    private URL[] urls() {
        List<URL> urls = new ArrayList<>();
        for (Path path : extensions) {
            if (!Files.exists(path)) {
                throw new IllegalArgumentException("--extensions: " + path + ": no such file or folder");
            }
            try {
                urls.add(path.toUri().toURL());
            } catch (MalformedURLException e) {
                throw new IllegalArgumentException("--extensions: " + path, e);
            }
        }
        return urls.toArray(URL[]::new);
    }

    /** Opens a model that runs as the options say. */
    Model open(Path path) {
        Model model = Markhor.load(path, load());
        model.setExecution(execution);
        return model;
    }

    /** What the options say about running. */
    ExecutionOptions execution() {
        return execution;
    }
}
