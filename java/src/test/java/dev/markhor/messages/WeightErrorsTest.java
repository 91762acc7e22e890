package dev.markhor.messages;

import dev.markhor.error.WeightMismatchException;
import dev.markhor.keras.LoadOptions;
import dev.markhor.layers.Dense;
import dev.markhor.messages.Programs.Net;
import dev.markhor.model.Input;
import dev.markhor.model.Model;
import dev.markhor.model.Sequential;
import dev.markhor.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said to Keras' weights that do not fit the model, kept in {@code weight-errors.txt}. */
class WeightErrorsTest {
    private static final Path CASES = Messages.GOLDEN.resolve("checkpoints");
    private static final Path LEGACY = CASES.resolve("k2_h5_by_name/weights.h5");
    private static final Path BY_PATH = CASES.resolve("k2_h5_by_name/v3.weights.h5");
    private static final LoadOptions BY_NAME = LoadOptions.defaults().withByName(true);
    private static final LoadOptions SKIPPING = LoadOptions.defaults().withSkipMismatch(true);

    @TempDir
    private Path folder;

    private Messages messages;

    @Test
    void saysWhatDoesNotFit() throws IOException {
        messages = new Messages("weight-errors.txt", folder);
        inOrder();
        byName();
        byPath();
        assigned();
        messages.compare();
    }

    private void refused(String situation, Model model, Path file, LoadOptions options) {
        messages.error(situation, WeightMismatchException.class, () -> model.loadWeights(file, options));
    }

    private void inOrder() {
        messages.error(
                "HDF5 into a model that is not built",
                IllegalStateException.class,
                () -> new Net().loadWeights(LEGACY));
        refused("HDF5, the model has a layer more", Programs.pictures(2, true), LEGACY, LoadOptions.defaults());
        refused("HDF5, a layer has another size", Programs.pictures(5, false), LEGACY, LoadOptions.defaults());
        refused("HDF5, a layer has no bias", withoutBias(), LEGACY, LoadOptions.defaults());
        refused("HDF5, a layer has no bias, skipping mismatches", withoutBias(), LEGACY, SKIPPING);
        Path nested = CASES.resolve("k2_h5_nested_frozen/weights.h5");
        refused(
                "HDF5, layers inside another were frozen when the file was written",
                Programs.nested(),
                nested,
                LoadOptions.defaults());
        refused(
                "HDF5, the model itself has variables and the file has none of them",
                Programs.withScale(),
                Messages.GOLDEN.resolve("restoring/blend.h5"),
                LoadOptions.defaults());
    }

    /** That of the file, but for the last layer's bias. */
    private static Model withoutBias() {
        return Programs.pictures(new Dense(2).useBias(false).name("out"));
    }

    private void byName() {
        Model twins = new Sequential(Input.of(4), new Dense(3).name("out"), new Dense(3).name("out"));
        twins.setName("twins");
        refused("HDF5 by name, two layers have one name", twins, LEGACY, BY_NAME);
        refused("HDF5 by name, a layer has another size", Programs.pictures(5, false), LEGACY, BY_NAME);
        refused("HDF5 by name, a layer has no bias", withoutBias(), LEGACY, BY_NAME);
    }

    private void byPath() {
        refused(".weights.h5, a layer has another size", Programs.pictures(5, false), BY_PATH, LoadOptions.defaults());
        refused(".weights.h5, a layer has no bias", withoutBias(), BY_PATH, LoadOptions.defaults());
        refused(".weights.h5, the model has a layer more", Programs.pictures(2, true), BY_PATH, LoadOptions.defaults());
        messages.error(
                ".weights.h5 by name",
                IllegalArgumentException.class,
                () -> Programs.pictures(2, false).loadWeights(BY_PATH, BY_NAME));
        messages.error(
                ".keras by name",
                IllegalArgumentException.class,
                () -> Programs.pictures(2, false).loadWeights(CASES.resolve("k2_h5_by_name/model.keras"), BY_NAME));
    }

    private void assigned() {
        Model model = Programs.pictures(2, false);
        Tensor wrong = Tensor.of(new float[] {1, 2, 3}, 3);
        messages.error(
                "Model.assign, there is no such weight",
                IllegalArgumentException.class,
                () -> model.assign(Map.of("out/biases", wrong)));
        messages.error(
                "Model.assign, another shape",
                IllegalArgumentException.class,
                () -> model.assign(Map.of("out/bias", wrong)));
        messages.error(
                "Variable.assign, another shape",
                IllegalArgumentException.class,
                () -> model.weightsByPath().get("out/bias").assign(wrong));
        messages.error(
                "Model.restore, another shape",
                WeightMismatchException.class,
                () -> new Net().built().restore(Map.of("d1/bias", Tensor.of(new float[] {1}, 1))));
    }
}
