package dev.markhor.fuzz.format;

import dev.markhor.Markhor;
import dev.markhor.formats.keras.KerasArchive;
import dev.markhor.formats.keras.LegacyWeights;
import dev.markhor.fuzz.mutation.Dice;
import dev.markhor.fuzz.mutation.JsonMutator;
import dev.markhor.fuzz.mutation.Mutation;
import dev.markhor.keras.LoadOptions;
import dev.markhor.model.Model;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** A model's configuration, by itself and with weights that a sound one goes with. */
final class JsonSubject implements Subject {
    private static final String NAME = "mutant.json";

    private final Path seed;
    private final JsonMutator mutator;
    private final Optional<Path> weights;

    JsonSubject(Path seed) throws IOException {
        this.seed = seed;
        this.mutator = new JsonMutator(text(seed));
        String name = seed.getFileName().toString();
        this.weights = Optional.of(seed.resolveSibling(name.replace(".json", ".weights.h5")))
                .filter(file -> name.endsWith(".json") && Files.exists(file));
    }

    private static String text(Path seed) throws IOException {
        String name = seed.toString();
        if (name.endsWith(".json")) {
            return Files.readString(seed);
        }
        if (name.endsWith(".keras")) {
            try (KerasArchive archive = KerasArchive.open(seed)) {
                return archive.configJson();
            }
        }
        try (LegacyWeights file = LegacyWeights.open(seed)) {
            return file.modelConfig().orElse("{\"class_name\":\"Sequential\",\"config\":[]}");
        } catch (dev.markhor.error.MarkhorException e) {
            return "{\"class_name\":\"Sequential\",\"config\":[]}"; // weights of another kind
        }
    }

    @Override
    public Path seed() {
        return seed;
    }

    @Override
    public Mutant mutate(Dice dice) {
        Mutation mutation = mutator.mutate(dice);
        return new Mutant(Map.of(NAME, mutation.bytes()), mutation.what(), false);
    }

    @Override
    public Outcome use(Path folder, Mutant mutant, Dice dice) {
        Path file = folder.resolve(NAME);
        Outcome outcome = Outcome.REFUSED;
        if (dice.oneIn(4)) {
            Use.diagnose(file, LoadOptions.defaults());
        }
        String text = new String(mutant.files().get(NAME), StandardCharsets.UTF_8);
        try (Model made = Use.model(() -> Markhor.fromConfig(text))) {
            if (made != null) {
                outcome = Use.predict(made);
            }
        }
        if (weights.isPresent()) {
            LoadOptions options = LoadOptions.defaults().withArchitecture(file);
            try (Model loaded = Use.model(() -> Markhor.load(weights.get(), options))) {
                if (loaded != null) {
                    outcome = outcome.or(Use.predict(loaded));
                }
            }
        }
        return outcome;
    }

    @Override
    public void close() {
        // nothing is held
    }
}
