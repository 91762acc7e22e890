package dev.markhor.fuzz.format;

import dev.markhor.Markhor;
import dev.markhor.error.UnsupportedModelException;
import dev.markhor.fuzz.mutation.Dice;
import dev.markhor.fuzz.mutation.HdfMutator;
import dev.markhor.fuzz.mutation.Mutation;
import dev.markhor.keras.LoadOptions;
import dev.markhor.model.Model;
import dev.markhor.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An HDF5 file: a legacy model, weights, or one that shows a feature of HDF5. */
final class HdfSubject implements Subject {
    private static final String NAME = "mutant.h5";

    private final Path seed;
    private final byte[] other;
    private final HdfMutator mutator;
    private final LoadOptions options;
    /** Empty if the sound file holds values that no type here has, such as the largest unsigned numbers. */
    private final Optional<Map<String, Tensor>> contents;

    private final Model model;
    /** Those of the sound file: mutants that are accepted change the model. */
    private final Map<String, Tensor> weights;

    HdfSubject(Path seed, Path other) throws IOException {
        this.seed = seed;
        this.other = Files.readAllBytes(other);
        this.mutator = new HdfMutator(Files.readAllBytes(seed));
        this.options = options(seed);
        this.contents = contents(seed);
        this.model = Use.model(() -> Markhor.load(seed, options));
        weights = model == null ? Map.of() : Use.weights(model);
    }

    private static Optional<Map<String, Tensor>> contents(Path seed) {
        try {
            return Optional.of(Contents.ofHdf5(seed));
        } catch (UnsupportedModelException e) {
            return Optional.empty();
        }
    }

    private static LoadOptions options(Path seed) {
        String name = seed.getFileName().toString().replaceFirst("(\\.weights)?\\.(h5|hdf5)$", "");
        for (String candidate : List.of(name + ".json", "architecture.json")) {
            Path json = seed.resolveSibling(candidate);
            if (Files.exists(json)) {
                return LoadOptions.defaults().withArchitecture(json);
            }
        }
        return LoadOptions.defaults();
    }

    @Override
    public Path seed() {
        return seed;
    }

    @Override
    public Mutant mutate(Dice dice) {
        Mutation mutation = mutator.mutate(other, dice);
        return new Mutant(Map.of(NAME, mutation.bytes()), mutation.what(), mutation.sealed());
    }

    @Override
    public Outcome use(Path folder, Mutant mutant, Dice dice) {
        Path file = folder.resolve(NAME);
        Outcome outcome = Outcome.REFUSED;
        if (Use.accepts(() -> readAll(file, mutant))) {
            outcome = Outcome.READ;
        }
        if (dice.oneIn(4)) {
            Use.diagnose(file, options);
        }
        try (Model loaded = Use.model(() -> Markhor.load(file, options))) {
            if (loaded != null) {
                if (mutant.sealed() && model != null) {
                    Use.requireSame(weights, Use.weights(loaded));
                }
                outcome = outcome.or(Use.predict(loaded));
            }
        }
        if (model != null && Use.accepts(() -> model.loadWeights(file, weightOptions(dice)))) {
            outcome = outcome.or(Outcome.LOADED);
        }
        if (model != null
                && Use.acceptsByName(
                        () -> model.loadWeights(file, weightOptions(dice).withByName(true)))) {
            outcome = outcome.or(Outcome.LOADED);
        }
        return outcome;
    }

    private LoadOptions weightOptions(Dice dice) {
        return options.withSkipMismatch(dice.oneIn(3));
    }

    private void readAll(Path file, Mutant mutant) {
        Map<String, Tensor> found = Contents.ofHdf5(file);
        if (mutant.sealed() && contents.isPresent()) {
            Use.requireSame(contents.get(), found);
        }
    }

    @Override
    public void close() {
        if (model != null) {
            model.close();
        }
    }
}
