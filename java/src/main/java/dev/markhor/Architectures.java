package dev.markhor;

import dev.markhor.error.MalformedFileException;
import dev.markhor.error.UnsupportedModelException;
import dev.markhor.formats.json.Json;
import dev.markhor.formats.keras.FileDetector;
import dev.markhor.formats.keras.FileKind;
import dev.markhor.formats.keras.TextFiles;
import dev.markhor.keras.LoadOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the configuration is that goes with a file of weights only. */
final class Architectures {
    private Architectures() {}

    /**
     * The configuration that the options name, or one beside the file.
     *
     * @throws UnsupportedModelException if there is none; the message says where one would be found
     */
    static Json of(Path weights, LoadOptions options) {
        Path json = options.architecture()
                .or(() -> beside(weights))
                .orElseThrow(() -> new UnsupportedModelException(
                        weights + " holds weights only: give the model's configuration, the JSON of its to_json(), as "
                                + String.join(" or ", names(weights))
                                + " beside the file, by LoadOptions.withArchitecture, or by --architecture of the commands; "
                                + "or make the model in Java (LoadOptions.withModel, or its own loadWeights)"));
        return read(json);
    }

    static Json read(Path json) {
        Json config = Json.parse(json.toString(), text(json));
        if (!config.isObject()) {
            throw config.malformed("expected a model's configuration, the JSON of its to_json(), found no object");
        }
        return config;
    }

    static Optional<Path> beside(Path weights) {
        for (String candidate : names(weights)) {
            Path file = weights.resolveSibling(candidate);
            if (Files.isRegularFile(file) && FileDetector.detect(file) == FileKind.CONFIG_JSON) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    static List<String> names(Path weights) {
        String name = weights.getFileName().toString().replaceFirst("(\\.weights)?\\.(h5|hdf5|json)$", "");
        return Stream.of(name + ".json", "model.json", "architecture.json")
                .distinct()
                .toList();
    }

    private static String text(Path file) {
        if (!Files.exists(file)) {
            throw new MalformedFileException(
                    "no such file: " + file + ", which was given as the model's configuration");
        }
        return TextFiles.read(file);
    }
}
