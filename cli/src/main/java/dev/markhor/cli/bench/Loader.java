package dev.markhor.cli.bench;

import dev.markhor.Markhor;
import dev.markhor.graph.Spec;
import dev.markhor.keras.LoadOptions;
import dev.markhor.model.Checkpoint;
import dev.markhor.model.Model;
import dev.markhor.restore.LoadStatus;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Loads with Markhor, as often as it is asked to. */
final class Loader {
    private final Blueprint blueprint;
    private final LoadOptions options;
    private final Map<Path, Model> built = new HashMap<>();
    private final Map<Path, List<Spec>> inputs = new HashMap<>();

    Loader(Blueprint blueprint, LoadOptions options) {
        this.blueprint = blueprint;
        this.options = options;
    }

    /**
     * Loads once. Making the model that weights go into takes no part in the time; those that are built are made once and loaded again.
     *
     * @return milliseconds in all; if the weights wait for their variables, also those until they wait
     * @throws dev.markhor.error.WeightMismatchException if a variable of the model gets no value
     */
    double[] time(Load load) {
        Path path = load.file().path();
        LoadOptions chosen = options.withChecksums(load.way().isVerified());
        return switch (load.way()) {
            case WHOLE -> whole(path, chosen);
            case BUILT, BUILT_UNVERIFIED -> built(built.computeIfAbsent(path, blueprint::built), load.file(), chosen);
            case UNBUILT, UNBUILT_UNVERIFIED -> unbuilt(load.file(), chosen);
        };
    }

    private static double[] whole(Path path, LoadOptions options) {
        long start = System.nanoTime();
        try (Model model = Markhor.load(path, options)) {
            double millis = Times.since(start);
            model.loadStatus().ifPresent(LoadStatus::assertExistingObjectsMatched);
            return new double[] {millis};
        }
    }

    private static double[] built(Model model, ModelFile file, LoadOptions options) {
        long start = System.nanoTime();
        LoadStatus status = weights(model, file, options);
        double millis = Times.since(start);
        status.assertExistingObjectsMatched();
        return new double[] {millis};
    }

    private double[] unbuilt(ModelFile file, LoadOptions options) {
        List<Spec> specs = inputs.computeIfAbsent(file.path(), blueprint::inputs);
        try (Model model = blueprint.unbuilt(file.path()).orElseThrow()) {
            long start = System.nanoTime();
            LoadStatus status = weights(model, file, options);
            double waiting = Times.since(start);
            Blueprint.build(model, specs);
            double all = Times.since(start);
            status.assertExistingObjectsMatched();
            return new double[] {all, waiting};
        }
    }

    private static LoadStatus weights(Model model, ModelFile file, LoadOptions options) {
        return file.root().isPresent()
                ? Checkpoint.of(file.root().get(), model).read(file.path(), options)
                : model.loadWeights(file.path(), options);
    }
}
