package dev.markhor.fuzz.format;

import dev.markhor.Markhor;
import dev.markhor.fuzz.mutation.Dice;
import dev.markhor.fuzz.mutation.HdfMutator;
import dev.markhor.fuzz.mutation.JsonMutator;
import dev.markhor.fuzz.mutation.Mutation;
import dev.markhor.keras.LoadOptions;
import dev.markhor.model.Model;
import dev.markhor.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The files of a Keras archive, zipped or not: what changes inside of them, and how they are used. */
abstract class ArchiveSubject implements Subject {
    final byte[] other;
    private final Path seed;
    private final Map<String, HdfMutator> hdf5 = new HashMap<>();
    private final Map<String, JsonMutator> json = new HashMap<>();
    private final Model model;
    /** Those of the sound file: mutants that are accepted change the model. */
    private final Map<String, Tensor> weights;

    ArchiveSubject(Path seed, Path other) throws IOException {
        this.seed = seed;
        this.other = Files.readAllBytes(other);
        this.model = Use.model(() -> Markhor.load(seed));
        weights = model == null ? Map.of() : Use.weights(model);
    }

    /** A file of the archive, which may be changed by what it means from now on. */
    final void add(String name, byte[] content) {
        if (name.endsWith(".h5")) {
            hdf5.put(name, new HdfMutator(content));
        } else if (name.endsWith(".json")) {
            json.put(name, new JsonMutator(new String(content, StandardCharsets.UTF_8)));
        }
    }

    /** A change of a file by what it means; null for one that nothing is known of. */
    final Mutation inside(String name, Dice dice) {
        if (hdf5.containsKey(name)) {
            return hdf5.get(name).mutate(other, dice);
        }
        return json.containsKey(name) ? json.get(name).mutate(dice) : null;
    }

    @Override
    public Path seed() {
        return seed;
    }

    final Outcome use(Path file, boolean sealed, Dice dice) {
        Outcome outcome = Outcome.REFUSED;
        if (dice.oneIn(4)) {
            Use.diagnose(file, LoadOptions.defaults());
        }
        try (Model loaded = Use.model(() -> Markhor.load(file))) {
            if (loaded != null) {
                if (sealed && model != null) {
                    Use.requireSame(weights, Use.weights(loaded));
                }
                outcome = Use.predict(loaded);
            }
        }
        if (model == null) { // one with classes of its own
            if (Use.accepts(() -> Contents.ofArchive(file))) {
                outcome = outcome.or(Outcome.READ);
            }
        } else if (Use.accepts(
                () -> model.loadWeights(file, LoadOptions.defaults().withSkipMismatch(dice.oneIn(3))))) {
            outcome = outcome.or(Outcome.LOADED);
        }
        return outcome;
    }

    @Override
    public void close() {
        if (model != null) {
            model.close();
        }
    }
}
