package dev.markhor.verify.checkpoints;

import dev.markhor.error.MalformedFileException;
import dev.markhor.formats.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One load that TensorFlow was seen to do: an entry of a case's {@code expect.json}. */
record Scenario(Path folder, Json expected, List<String> untracked) {
    static final Path CASES = Path.of("..", "golden", "checkpoints");

    /** All scenarios of all cases. */
    static List<Scenario> all() {
        List<Scenario> scenarios = new ArrayList<>();
        for (Path folder : folders()) {
            Json expected = expectations(folder);
            List<String> untracked = expected.find("untracked_model_variables")
                    .map(Json::asStrings)
                    .orElse(List.of());
            expected.getList("scenarios").forEach(one -> scenarios.add(new Scenario(folder, one, untracked)));
        }
        return scenarios;
    }

    /** Every folder with expectations. */
    static List<Path> folders() {
        try (Stream<Path> folders = Files.list(CASES)) {
            return folders.filter(folder -> Files.exists(folder.resolve("expect.json")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Json expectations(Path folder) {
        return read(folder.resolve("expect.json"));
    }

    static Json read(Path file) {
        try {
            return Json.parse(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same with the load first, of which no status before the build is known. */
    Scenario loadedBeforeBuild() {
        Map<String, Object> changed = new LinkedHashMap<>();
        expected.asMap().forEach((key, value) -> changed.put(key, value.value()));
        changed.put("when", "before_build");
        return new Scenario(folder, Json.of(expected.document(), changed), untracked);
    }

    String caseName() {
        return folder.getFileName().toString();
    }

    String name() {
        return expected.getString("name");
    }

    /** The function that makes the model. */
    String program() {
        return expected.getString("program", "make");
    }

    boolean isBuiltBefore() {
        return expected.getString("when").equals("after_build");
    }

    /** The files to load, one after the other; each a path that a user would give. */
    List<Path> files() {
        String file = expected.getString("file");
        if (via().equals("load_weights(directory)")) {
            return List.of(folder.resolve(file.replaceFirst("/variables/variables$", "")));
        }
        return Stream.of(file.split(", ")).map(folder::resolve).toList();
    }

    String via() {
        return expected.getString("via");
    }

    /** Whether the model is changed between load and first call. */
    boolean isChanged() {
        return List.of("append_after_load", "attribute_after_load", "built_layer_after_load", "replaced_after_load")
                .contains(name());
    }

    Optional<Json> part(String name) {
        return expected.find(name);
    }

    /** What came of a step, in the words of the expectations: {@code ok}, or the reason. */
    static String outcome(Json step) {
        return step.getBoolean("ok") ? "ok" : step.getString("reason");
    }

    /** @throws MalformedFileException if the expectations say nothing of the load */
    Json load() {
        return expected.get("load");
    }

    @Override
    public String toString() {
        return caseName() + "/" + name();
    }
}
