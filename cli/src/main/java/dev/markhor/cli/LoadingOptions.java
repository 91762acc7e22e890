package dev.markhor.cli;

import dev.markhor.Markhor;
import dev.markhor.keras.Extension;
import dev.markhor.keras.LoadOptions;
import dev.markhor.model.Model;
import dev.markhor.restore.Writer;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** How a command opens models. */
final class LoadingOptions {
    @Option(
            names = "--extensions",
            paramLabel = "PATH",
            split = ":",
            description = "Jars or class folders with Java classes for what Keras does not have (docs/custom.md).")
    private List<Path> extensions = List.of();

    @Option(
            names = "--architecture",
            paramLabel = "JSON",
            description = "The model's configuration, for a file that holds weights only.")
    private Path architecture;

    @Option(
            names = "--writer",
            paramLabel = "VERSION",
            split = ",",
            description =
                    "Version of Keras that wrote the weights, and its backend, where the file does not say it: old versions meant "
                            + "other numbers by the same arrays (1.0.6,theano).")
    private List<String> writer = List.of();

    /** What the options say about loading. */
    LoadOptions load() {
        LoadOptions options = LoadOptions.defaults();
        if (!extensions.isEmpty()) {
            // Open as long as the process runs: the classes of a model may be loaded at any time.
            URLClassLoader loader = new URLClassLoader(urls(), LoadingOptions.class.getClassLoader());
            options = LoadOptions.defaults().withExtensions(loader);
            if (options == LoadOptions.defaults()) {
                throw new IllegalArgumentException("--extensions " + extensions + ": no META-INF/services/"
                        + Extension.class.getName() + " names a class there");
            }
        }
        if (!writer.isEmpty()) {
            options = options.withWriter(writer());
        }
        return architecture == null ? options : options.withArchitecture(architecture);
    }

    /** Opens a model, telling somebody who waits how far it has come. */
    Model open(Path path, Progress progress) {
        return Markhor.load(path, load().withProgress(progress.of("loading " + path)));
    }

    private Writer writer() {
        if (writer.size() > 2 || !writer.get(0).matches("\\d+(\\.\\d+)*(-tf)?")) {
            throw new IllegalArgumentException("--writer " + String.join(",", writer)
                    + ": a version of Keras was expected, and a backend maybe, as in 1.0.6,theano");
        }
        Writer version = Writer.ofKeras(writer.get(0));
        return writer.size() == 1 ? version : version.withBackend(writer.get(1));
    }

    boolean hasExtensions() {
        return !extensions.isEmpty();
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
}
