package dev.markhor.verify;

import dev.markhor.error.MarkhorException;
import dev.markhor.formats.json.Json;
import dev.markhor.restore.Writer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds models with golden values. {@code X.golden.npz} belongs to the model that {@code X.golden.json} names, or else to every
 * {@code X.keras}, {@code X.h5}, {@code X.hdf5}, folder {@code X} and checkpoint {@code X} beside it; {@code golden.npz} is
 * {@code model.golden.npz}. {@code X.keras106.golden.npz} is what Keras 1.0.6 makes of a file, as {@code reads_as} in the description can say too.
 */
public final class GoldenFinder {
    private static final Pattern GOLDEN = Pattern.compile("(?:(.+)\\.)?golden(?:_([0-9]{1,9}))?\\.npz");
    private static final Pattern READ_BY = Pattern.compile(".+\\.keras([0-9])([0-9])([0-9]+)");
    private static final String UNNAMED = "model";
    private static final List<String> EXTENSIONS = List.of(".keras", ".h5", ".hdf5");

    private GoldenFinder() {}

    /**
     * All cases in folders and below, and those of single models or golden files, in the order of their paths.
     *
     * @throws UncheckedIOException if a folder cannot be read
     */
    public static List<GoldenCase> find(List<Path> filesAndFolders) {
        Set<GoldenCase> cases = new LinkedHashSet<>();
        for (Path path : filesAndFolders) {
            Path folder = path.toAbsolutePath().getParent();
            if (folder != null && Files.isDirectory(folder)) {
                Path named = path.getParent() == null ? Path.of("") : path.getParent();
                inFolder(named).stream()
                        .filter(golden -> isSame(golden.model(), path)
                                || golden.calls().stream().anyMatch(call -> isSame(call, path)))
                        .forEach(cases::add);
            }
            if (Files.isDirectory(path)) {
                foldersBelow(path).forEach(below -> cases.addAll(inFolder(below)));
            }
        }
        return List.copyOf(cases);
    }

    private static boolean isSame(Path one, Path other) {
        return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
    }

    private static List<Path> foldersBelow(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<GoldenCase> inFolder(Path folder) {
        TreeMap<String, TreeMap<Integer, Path>> callsOfName = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.forEach(file -> {
                Matcher matcher = GOLDEN.matcher(file.getFileName().toString());
                if (matcher.matches()) {
                    String name = matcher.group(1) == null ? "" : matcher.group(1);
                    int number = matcher.group(2) == null ? 1 : Integer.parseInt(matcher.group(2));
                    callsOfName.computeIfAbsent(name, key -> new TreeMap<>()).put(number, file);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<GoldenCase> cases = new ArrayList<>();
        callsOfName.forEach((name, calls) -> cases.addAll(cases(folder, name, List.copyOf(calls.values()))));
        return cases;
    }

    private static List<GoldenCase> cases(Path folder, String name, List<Path> calls) {
        String stem = name.isEmpty() ? UNNAMED : name;
        Path first = calls.get(0);
        Description description;
        try {
            description = Description.read(folder.resolve(name.isEmpty() ? "golden.json" : name + ".golden.json"));
        } catch (MarkhorException | UncheckedIOException e) {
            return List.of(GoldenCase.broken(first, e.getMessage()));
        }
        List<Path> models;
        if (description.model().isPresent()) {
            String named = description.model().get();
            Path model = folder.resolve(named).normalize();
            if (!model.startsWith(folder.normalize())) {
                return List.of(GoldenCase.broken(first, "its model " + named + " lies outside of the folder"));
            }
            if (named.equals("saved_model.pb") || named.endsWith("/saved_model.pb")) {
                model = model.getParent() == null ? folder : model.getParent();
            }
            if (!exists(model)) {
                return List.of(GoldenCase.broken(first, "its model " + named + " is not there"));
            }
            models = List.of(model);
        } else {
            models = beside(folder, stem);
            if (models.isEmpty()) {
                return List.of(GoldenCase.broken(first, "no model " + stem + " beside it"));
            }
        }
        Path layers = folder.resolve(stem + ".layers.npz");
        List<Path> architectures = Stream.of(stem, "model", "architecture")
                .distinct()
                .map(base -> folder.resolve(base + ".json"))
                .filter(Files::isRegularFile)
                .toList();
        return models.stream()
                .map(model -> new GoldenCase(
                        model,
                        ModelFormat.of(model),
                        architectures,
                        calls,
                        Files.exists(layers) ? Optional.of(layers) : Optional.empty(),
                        description.tolerance(),
                        description.customObjects(),
                        description.readsAs().or(() -> readsAs(name)),
                        Optional.empty()))
                .toList();
    }

    /** {@code X.keras106}: the file X as Keras 1.0.6 reads it. */
    private static Optional<Writer> readsAs(String name) {
        Matcher matcher = READ_BY.matcher(name);
        return matcher.matches()
                ? Optional.of(Writer.ofKeras(matcher.group(1) + "." + matcher.group(2) + "." + matcher.group(3)))
                : Optional.empty();
    }

    private static boolean exists(Path model) {
        return Files.exists(model) || Files.exists(checkpointIndex(model));
    }

    private static Path checkpointIndex(Path prefix) {
        return prefix.resolveSibling(prefix.getFileName() + ".index");
    }

    private static List<Path> beside(Path folder, String stem) {
        List<Path> models = new ArrayList<>();
        for (String extension : EXTENSIONS) {
            Path file = folder.resolve(stem + extension);
            if (Files.isRegularFile(file)) {
                models.add(file);
            }
        }
        Path own = folder.resolve(stem);
        if (isModelFolder(own) || Files.isRegularFile(checkpointIndex(own))) {
            models.add(own);
        }
        if (stem.equals(UNNAMED) && Files.isRegularFile(folder.resolve("model.json"))) {
            Path weights = folder.resolve("model.weights.h5");
            if (Files.isRegularFile(weights)) {
                models.add(weights);
            }
            Path checkpoint = folder.resolve("ckpt").resolve("weights");
            if (Files.isRegularFile(checkpointIndex(checkpoint))) {
                models.add(checkpoint);
            }
        }
        return models;
    }

    private static boolean isModelFolder(Path path) {
        return Files.isRegularFile(path.resolve("saved_model.pb")) || Files.isRegularFile(path.resolve("config.json"));
    }

    /** What {@code X.golden.json} says, as far as it matters here. */
    private record Description(
            Optional<String> model, OptionalDouble tolerance, List<String> customObjects, Optional<Writer> readsAs) {
        static Description read(Path file) {
            if (!Files.exists(file)) {
                return new Description(Optional.empty(), OptionalDouble.empty(), List.of(), Optional.empty());
            }
            try {
                Json json = Json.parse(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
                Optional<Json> tolerance = json.find("tolerance");
                return new Description(
                        json.find("model").map(Json::asString),
                        tolerance.isPresent()
                                ? OptionalDouble.of(tolerance.get().asDouble())
                                : OptionalDouble.empty(),
                        json.find("custom_objects")
                                .map(objects -> List.copyOf(objects.asMap().keySet()))
                                .orElse(List.of()),
                        json.find("reads_as").map(as -> new Writer(text(as, "keras_version"), text(as, "backend"))));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static Optional<String> text(Json json, String key) {
            return json.find(key).map(Json::asString);
        }
    }
}
