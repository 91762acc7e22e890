package dev.markhor.fuzz.format;

import dev.markhor.Markhor;
import dev.markhor.fuzz.mutation.Dice;
import dev.markhor.fuzz.mutation.HdfMutator;
import dev.markhor.fuzz.mutation.JsonMutator;
import dev.markhor.fuzz.mutation.Mutation;
import dev.markhor.fuzz.mutation.ZipImage;
import dev.markhor.fuzz.mutation.ZipMutator;
import dev.markhor.keras.LoadOptions;
import dev.markhor.model.Model;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A {@code .keras} archive: the zip around it, the configuration and the HDF5 file inside. */
final class KerasSubject implements Subject {
    private static final String NAME = "mutant.keras";

    private final Path seed;
    private final byte[] other;
    private final ZipMutator mutator;
    private final Map<String, HdfMutator> hdf5 = new HashMap<>();
    private final Map<String, JsonMutator> json = new HashMap<>();
    private final Model model;

    KerasSubject(Path seed, Path other) throws IOException {
        this.seed = seed;
        this.other = Files.readAllBytes(other);
        this.mutator = new ZipMutator(Files.readAllBytes(seed));
        for (ZipImage.Entry entry : mutator.entries()) {
            if (entry.name().endsWith(".h5")) {
                hdf5.put(entry.name(), new HdfMutator(entry.content()));
            } else if (entry.name().endsWith(".json")) {
                json.put(entry.name(), new JsonMutator(new String(entry.content(), StandardCharsets.UTF_8)));
            }
        }
        this.model = Use.model(() -> Markhor.load(seed));
    }

    @Override
    public Path seed() {
        return seed;
    }

    @Override
    public Mutant mutate(Dice dice) {
        Mutation mutation = mutator.mutate(other, this::inside, dice);
        return new Mutant(Map.of(NAME, mutation.bytes()), mutation.what(), mutation.sealed());
    }

    private Mutation inside(ZipImage.Entry entry, Dice dice) {
        if (hdf5.containsKey(entry.name())) {
            return hdf5.get(entry.name()).mutate(other, dice);
        }
        return json.containsKey(entry.name()) ? json.get(entry.name()).mutate(dice) : null;
    }

    @Override
    public Outcome use(Path folder, Mutant mutant, Dice dice) {
        Path file = folder.resolve(NAME);
        Outcome outcome = Outcome.REFUSED;
        if (dice.oneIn(4)) {
            Use.diagnose(file, LoadOptions.defaults());
        }
        try (Model loaded = Use.model(() -> Markhor.load(file))) {
            if (loaded != null) {
                if (mutant.sealed() && model != null) {
                    Use.requireSame(Use.weights(model), Use.weights(loaded));
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
