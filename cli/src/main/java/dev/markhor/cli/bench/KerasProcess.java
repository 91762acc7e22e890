package dev.markhor.cli.bench;

import dev.markhor.formats.json.Json;
import dev.markhor.formats.json.JsonText;
import dev.markhor.graph.Spec;
import dev.markhor.tensor.Shape;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Keras itself, in a process that loads a file whenever it is told to. What it is asked and answers: {@code keras_loads.py}. */
public final class KerasProcess implements AutoCloseable {
    private static final String PROGRAM = "keras_loads.py";

    private final PythonSetup setup;
    private final Path errors;
    private final Process process;
    private final BufferedReader answers;
    private final Writer requests;
    private final Map<Load, String> problems = new LinkedHashMap<>();
    private final String version;

    /**
     * Starts the process, which imports Keras.
     *
     * @param blueprint of the model that weights are loaded into
     * @param inputs what that model takes
     * @throws IllegalStateException if the interpreter does not start, or has no Keras; the message is Python's
     */
    public KerasProcess(PythonSetup setup, Blueprint blueprint, List<Spec> inputs) {
        this.setup = setup;
        try {
            errors = Files.createTempFile("markhor-keras", ".txt");
            errors.toFile().deleteOnExit();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        process = start();
        answers = process.inputReader(StandardCharsets.UTF_8);
        requests = process.outputWriter(StandardCharsets.UTF_8);
        try {
            version = ask(model(blueprint, inputs)).getString("keras");
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private Process start() {
        try (InputStream program = Objects.requireNonNull(KerasProcess.class.getResourceAsStream(PROGRAM), PROGRAM)) {
            return setup.process(new String(program.readAllBytes(), StandardCharsets.UTF_8))
                    .redirectError(errors.toFile())
                    .start();
        } catch (IOException e) {
            throw new IllegalStateException("--python " + setup.interpreter() + ": " + e.getMessage(), e);
        }
    }

    private Map<String, Object> model(Blueprint blueprint, List<Spec> inputs) {
        Map<String, Object> model = new LinkedHashMap<>();
        Optional<Json> config = blueprint.config();
        model.put("config", config.map(Json::value).map(JsonText::of).orElse(null));
        model.put(
                "unbuilt_config",
                config.map(Unbuilt::of).map(Json::value).map(JsonText::of).orElse(null));
        model.put("class", setup.modelClass().orElse(null));
        model.put("shapes", inputs.stream().map(spec -> dims(spec.shape())).toList());
        model.put("types", inputs.stream().map(spec -> spec.dtype().kerasName()).toList());
        return model;
    }

    private static List<Long> dims(Shape shape) {
        return Arrays.stream(shape.dims())
                .mapToObj(dim -> dim == Shape.FREE ? null : (Long) dim)
                .toList();
    }

    /** Keras' version. */
    public String version() {
        return version;
    }

    /** What Keras said to loads that it was asked for and could not do. */
    public Map<Load, String> problems() {
        return problems;
    }

    /** Whether Keras can do a load, which is tried. Checksums are not up to it, and are left on. */
    boolean can(Load load) {
        if (!load.way().isVerified()) {
            return false;
        }
        Json answer = ask(request(load));
        answer.find("error").ifPresent(error -> problems.put(load, error.asString()));
        return !problems.containsKey(load);
    }

    /** Milliseconds in all and, if the weights wait for their variables, until they wait. */
    double[] time(Load load) {
        Json answer = ask(request(load));
        if (answer.has("error")) {
            throw new IllegalStateException(
                    "Keras loaded " + load.file().path() + " once, but not again: " + answer.getString("error"));
        }
        return answer.getList("millis").stream().mapToDouble(Json::asDouble).toArray();
    }

    private static Map<String, Object> request(Load load) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("way", load.way().name().toLowerCase(Locale.ROOT));
        request.put("file", load.file().path().toString());
        request.put("root", load.file().root().orElse(null));
        return request;
    }

    private Json ask(Map<String, Object> request) {
        try {
            requests.write(JsonText.of(request) + "\n");
            requests.flush();
            String line = answers.readLine();
            if (line != null) {
                return Json.parse("answer of " + setup.interpreter(), line);
            }
        } catch (IOException e) {
            throw new IllegalStateException(ended(), e);
        }
        throw new IllegalStateException(ended());
    }

    private String ended() {
        String said = "it says nothing";
        try {
            List<String> lines = Files.readAllLines(errors, StandardCharsets.ISO_8859_1);
            said = lines.stream()
                    .filter(line -> !line.isBlank())
                    .reduce((first, last) -> last)
                    .orElse(said);
        } catch (IOException e) {
            said += " (" + e.getMessage() + ")";
        }
        return "--python " + setup.interpreter() + " ended: " + said;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
