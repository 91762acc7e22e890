package dev.markhor.fuzz.format;

import dev.markhor.Markhor;
import dev.markhor.fuzz.mutation.BundleMutator;
import dev.markhor.fuzz.mutation.Dice;
import dev.markhor.graph.Spec;
import dev.markhor.keras.LoadOptions;
import dev.markhor.model.Checkpoint;
import dev.markhor.model.Model;
import dev.markhor.restore.LoadStatus;
import dev.markhor.tensor.Tensor;
import dev.markhor.variable.Variable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A TensorFlow checkpoint: an index, data files and the file that tells the latest. */
class CheckpointSubject implements Subject {
    private static final String VALUE = "/.ATTRIBUTES/VARIABLE_VALUE";
    static final String PREFIX = "mutant";

    private final Path seed;
    private final Map<String, byte[]> files = new TreeMap<>();
    private final String firstData;
    private final BundleMutator mutator;
    private final Map<String, Tensor> contents;
    private final Optional<Path> architecture;

    /** @param seed its index */
    CheckpointSubject(Path seed) throws IOException {
        this.seed = seed;
        String name = seed.getFileName().toString().replace(".index", "");
        try (var list = Files.list(seed.getParent())) {
            for (Path file : list.sorted().toList()) {
                String other = file.getFileName().toString();
                if (other.startsWith(name + ".data-")) {
                    files.put(PREFIX + other.substring(name.length()), Files.readAllBytes(file));
                }
            }
        }
        firstData = files.keySet().iterator().next();
        byte[] index = Files.readAllBytes(seed);
        files.put(PREFIX + ".index", index);
        files.put("checkpoint", ("model_checkpoint_path: \"" + PREFIX + "\"\n").getBytes(StandardCharsets.UTF_8));
        mutator = new BundleMutator(index, files.get(firstData));
        architecture = Optional.of(seed.resolveSibling("architecture.json")).filter(Files::exists);
        contents = Contents.ofCheckpoint(seed);
    }

    /** What the sound file has. */
    final Map<String, Tensor> contents() {
        return contents;
    }

    @Override
    public Path seed() {
        return seed;
    }

    @Override
    public Mutant mutate(Dice dice) {
        BundleMutator.Files changed = mutator.mutate(dice);
        Map<String, byte[]> all = new TreeMap<>(files);
        all.put(PREFIX + ".index", changed.index());
        all.put(firstData, changed.data());
        String what = changed.what();
        if (dice.oneIn(30)) {
            all.remove(dice.pick(all.keySet().stream().toList()));
            what += ", a file missing";
        }
        if (dice.oneIn(30)) {
            all.put("checkpoint", state(dice).getBytes(StandardCharsets.UTF_8));
            what += ", another state";
        }
        return new Mutant(all, what, changed.sealed());
    }

    private static String state(Dice dice) {
        String path = dice.pick(
                "\"mutant\"",
                "\"/etc/passwd\"",
                "\"../mutant\"",
                "\"\"",
                "\"" + "a/".repeat(3000) + "\"",
                "\"\\000\"",
                "\"mutant",
                "mutant",
                "\"\\777\\xff\"",
                "\"checkpoint\"",
                "\"/\"",
                "\"" + "\\n".repeat(5000) + "\"");
        return dice.pick("model_checkpoint_path: ", "model_checkpoint_path:", "all_model_checkpoint_paths: ", "") + path
                + "\n";
    }

    @Override
    public Outcome use(Path folder, Mutant mutant, Dice dice) {
        Path path = dice.oneIn(4) ? folder : folder.resolve(PREFIX);
        Outcome outcome = Outcome.REFUSED;
        if (dice.oneIn(4)) {
            Use.diagnose(path, options());
        }
        Map<String, Tensor> found = new TreeMap<>();
        if (Use.accepts(() -> found.putAll(Contents.ofCheckpoint(path)))) {
            outcome = Outcome.READ;
        }
        Map<String, Variable> variables = new LinkedHashMap<>();
        Checkpoint mirror = Checkpoint.of(mirror(variables));
        if (Use.accepts(() -> mirror.read(path))) {
            outcome = Outcome.LOADED;
            variables.forEach((name, variable) -> {
                if (variable.restoredBy() >= 0) {
                    found.put(name, variable.get());
                }
            });
        }
        if (mutant.sealed()) {
            Use.requireSame(contents, found);
        }
        if (architecture.isPresent()) {
            try (Model loaded = Use.model(() -> Markhor.load(path, options()))) {
                if (loaded != null) {
                    loaded.loadStatus().map(LoadStatus::toString);
                    outcome = Use.predict(loaded);
                }
            }
        }
        return outcome;
    }

    private LoadOptions options() {
        return architecture.map(LoadOptions.defaults()::withArchitecture).orElse(LoadOptions.defaults());
    }

    /** Maps of maps of variables that have the names and shapes which the sound file has. */
    private Map<String, Object> mirror(Map<String, Variable> variables) {
        Map<String, Object> root = new LinkedHashMap<>();
        contents.forEach((name, value) -> {
            if (name.endsWith(VALUE)) {
                String[] parts =
                        name.substring(0, name.length() - VALUE.length()).split("/");
                Map<String, Object> at = root;
                for (int i = 0; i < parts.length - 1; i++) {
                    at = step(at, parts[i]);
                }
                Variable variable = new Variable(
                        parts[parts.length - 1],
                        new Spec(value.dtype(), value.shape()),
                        true,
                        spec -> Tensor.zeros(spec.dtype(), spec.shape()));
                variables.put(name, variable);
                at.putIfAbsent(parts[parts.length - 1], variable);
            }
        });
        return root;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> step(Map<String, Object> from, String name) {
        Object next = from.computeIfAbsent(name, key -> new LinkedHashMap<String, Object>());
        return next instanceof Map ? (Map<String, Object>) next : new LinkedHashMap<>();
    }

    @Override
    public void close() {
        // files are read as they are needed
    }
}
