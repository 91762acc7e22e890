package dev.markhor.fuzz.format;

import dev.markhor.Markhor;
import dev.markhor.fuzz.mutation.BundleMutator;
import dev.markhor.fuzz.mutation.Dice;
import dev.markhor.fuzz.mutation.LinesMutator;
import dev.markhor.fuzz.mutation.Mutation;
import dev.markhor.fuzz.mutation.SavedModelMutator;
import dev.markhor.keras.LoadOptions;
import dev.markhor.model.Model;
import dev.markhor.restore.LoadStatus;
import dev.markhor.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A SavedModel's folder: objects, what Keras says of them, values, vocabularies. */
final class SavedModelSubject implements Subject {
    private static final String FOLDER = "mutant/";
    private static final String BESIDE = "beside.txt";
    private static final String GRAPH = "saved_model.pb";
    private static final String METADATA = "keras_metadata.pb";
    private static final String INDEX = "variables/variables.index";
    private static final String DATA = "variables/variables.data-00000-of-00001";
    private static final String ASSETS = "assets/";
    private static final int SIZE = 4;

    private final Path seed;
    private final Map<String, byte[]> files = new TreeMap<>();
    private final SavedModelMutator mutator;
    private final BundleMutator values;
    private final LoadOptions options;
    private final Map<String, Tensor> contents;
    private final Model model;
    /** Those of the sound file: mutants that are accepted change the model. */
    private final Map<String, Tensor> weights;

    /** @param seed its {@code saved_model.pb} */
    SavedModelSubject(Path seed) throws IOException {
        this.seed = seed;
        Path folder = seed.getParent();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        files.keySet()
                .removeIf(name -> !name.equals(GRAPH)
                        && !name.equals(METADATA)
                        && !name.startsWith("variables/")
                        && !name.startsWith(ASSETS));
        mutator = new SavedModelMutator(files.get(DATA));
        values = new BundleMutator(files.get(INDEX), files.get(DATA));
        Path config = folder.resolveSibling(folder.getFileName() + ".json");
        options = Files.exists(config) ? LoadOptions.defaults().withArchitecture(config) : LoadOptions.defaults();
        contents = Contents.ofSavedModel(folder);
        model = Use.model(() -> Markhor.load(folder, options));
        weights = model == null ? Map.of() : Use.weights(model);
    }

    @Override
    public Path seed() {
        return seed;
    }

    // ---- making

    @Override
    public Mutant mutate(Dice dice) {
        Map<String, byte[]> changed = new TreeMap<>(files);
        Map<String, String> links = new TreeMap<>();
        boolean sealed = true;
        StringBuilder what = new StringBuilder();
        for (int i = dice.few(); i > 0; i--) {
            Mutation mutation = dice.oneIn(6) ? arrange(changed, links, dice) : change(changed, dice);
            sealed &= mutation.sealed();
            what.append(mutation.what()).append("; ");
        }
        Map<String, byte[]> placed = new TreeMap<>();
        changed.forEach((name, bytes) -> placed.put(FOLDER + name, bytes));
        placed.put(BESIDE, "beside\n".getBytes()); // for paths that lead out
        Map<String, String> placedLinks = new TreeMap<>();
        links.forEach((name, target) -> {
            placed.remove(FOLDER + name);
            placedLinks.put(FOLDER + name, target);
        });
        return new Mutant(placed, placedLinks, what.toString(), sealed);
    }

    /** Which files there are. */
    private Mutation arrange(Map<String, byte[]> changed, Map<String, String> links, Dice dice) {
        String name = dice.pick(List.copyOf(files.keySet()));
        switch (dice.below(5)) {
            case 0 -> changed.remove(name);
            case 1 -> changed.put(name, dice.oneIn(3) ? new byte[0] : dice.pick(List.copyOf(files.values())));
            case 2 -> {
                String odd = dice.pick("saved_model.pbtxt", METADATA, "variables/variables.data-00001-of-00002", "x");
                changed.put(odd, files.get(name));
                return Mutation.open(new byte[0], odd + " added");
            }
            default -> {
                String up = name.contains("/") ? "../" : "";
                String target = dice.pick(
                        up + GRAPH, up + INDEX, up + "../" + BESIDE, up + "../mutant/" + name, ".", name, "/dev/zero");
                links.put(name, target);
                return Mutation.open(new byte[0], name + " linked to " + target);
            }
        }
        return Mutation.open(new byte[0], name + (changed.containsKey(name) ? " replaced" : " removed"));
    }

    /** What is in the files. */
    private Mutation change(Map<String, byte[]> changed, Dice dice) {
        List<String> lines =
                files.keySet().stream().filter(name -> name.startsWith(ASSETS)).toList();
        int choice = dice.below(lines.isEmpty() ? 10 : 14);
        if (choice > 9) {
            String name = dice.pick(lines);
            return placed(changed, name, LinesMutator.mutate(files.get(name), files.get(DATA), dice));
        }
        if (choice > 7) {
            BundleMutator.Files bundle = values.mutate(dice);
            changed.put(INDEX, bundle.index());
            changed.put(DATA, bundle.data());
            return new Mutation(new byte[0], bundle.what(), bundle.sealed());
        }
        if (choice > 3 && changed.containsKey(METADATA)) {
            return placed(changed, METADATA, mutator.metadata(changed.get(METADATA), dice));
        }
        return placed(changed, GRAPH, mutator.graph(changed.getOrDefault(GRAPH, files.get(GRAPH)), dice));
    }

    private static Mutation placed(Map<String, byte[]> changed, String name, Mutation mutation) {
        changed.put(name, mutation.bytes());
        return Mutation.open(mutation.bytes(), name + ": " + mutation.what());
    }

    // ---- using

    @Override
    public Outcome use(Path folder, Mutant mutant, Dice dice) {
        Path path = folder.resolve(FOLDER);
        Outcome outcome = Outcome.REFUSED;
        if (dice.oneIn(4)) {
            Use.diagnose(path, options);
        }
        if (Use.accepts(() -> readAll(path, mutant))) {
            outcome = Outcome.READ;
        }
        try (Model loaded = Use.model(() -> Markhor.load(path, options))) {
            if (loaded != null) {
                loaded.loadStatus().map(LoadStatus::toString);
                if (mutant.sealed() && model != null) {
                    Use.requireSame(weights, Use.weights(loaded));
                }
                outcome = outcome.or(Use.predict(loaded));
            }
        }
        if (model != null && Use.accepts(() -> model.loadWeights(path))) {
            outcome = outcome.or(Outcome.LOADED);
        }
        if (model == null || dice.oneIn(4)) { // one with classes of its own
            outcome = outcome.or(restored(path, mutant));
        }
        return outcome;
    }

    private void readAll(Path path, Mutant mutant) {
        Map<String, Tensor> found = Contents.ofSavedModel(path);
        if (mutant.sealed()) {
            Use.requireSame(contents, found);
        }
    }

    /** Into a model that was written in Java. */
    private Outcome restored(Path path, Mutant mutant) {
        try (Unbuilt written = new Unbuilt(contents)) {
            if (options.architecture().isPresent()) { // exported: weights in order, for a model that is built
                written.build(1, SIZE);
            }
            if (!Use.acceptsIfBuilt(() -> written.loadWeights(path)) || !Use.accepts(() -> written.build(1, SIZE))) {
                return Outcome.REFUSED;
            }
            if (mutant.sealed()) {
                Use.requireSame(contents, written.values());
            }
            return Outcome.LOADED;
        }
    }

    @Override
    public void close() {
        if (model != null) {
            model.close();
        }
    }
}
