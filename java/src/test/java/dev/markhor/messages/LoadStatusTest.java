package dev.markhor.messages;

import dev.markhor.error.WeightMismatchException;
import dev.markhor.keras.LoadOptions;
import dev.markhor.messages.Programs.Lists;
import dev.markhor.messages.Programs.Lists3;
import dev.markhor.messages.Programs.Net;
import dev.markhor.model.Checkpoint;
import dev.markhor.restore.LoadStatus;
import dev.markhor.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a {@link LoadStatus} reports and its assertions say, kept in {@code load-status.txt}. */
class LoadStatusTest {
    private static final Path CASES = Messages.GOLDEN.resolve("checkpoints");
    private static final Path CHANGED = CASES.resolve("k2_mismatch/ckpt");
    private static final Path THREE = CASES.resolve("k2_mismatch/three");
    private static final Path LISTS = CASES.resolve("k2_containers/ckpt");

    @TempDir
    private Path folder;

    private Messages messages;

    @Test
    void saysWhatBecameOfEverything() throws IOException {
        messages = new Messages("load-status.txt", folder);
        whatFits();
        whatIsOnOneSideOnly();
        otherNames();
        otherRoots();
        listsOfKeras3();
        training();
        hdf5();
        messages.compare();
    }

    private void consumed(String situation, LoadStatus status) {
        messages.error(situation + ", assertConsumed()", WeightMismatchException.class, status::assertConsumed);
    }

    private void existing(String situation, LoadStatus status) {
        messages.error(
                situation + ", assertExistingObjectsMatched()",
                WeightMismatchException.class,
                status::assertExistingObjectsMatched);
    }

    private void whatFits() {
        Net net = new Net();
        LoadStatus status = net.loadWeights(CHANGED);
        messages.report("A checkpoint into a model that is not built", status);
        consumed("A checkpoint into a model that is not built", status);
        net.built();
        messages.report("The same, once the model is built", status);
        messages.report("Values in memory", new Net().built().restore(Map.of("d1/bias", Tensor.of(new float[3], 3))));
    }

    private void whatIsOnOneSideOnly() {
        LoadStatus extra = new Net("d1", 3, "d2", 2, "d3", 2).built().loadWeights(CHANGED);
        messages.report("The model has a layer more than the file", extra);
        existing("The model has a layer more than the file", extra);
        LoadStatus fewer = new Net().built().loadWeights(THREE);
        messages.report("The file has a layer more than the model", fewer);
        consumed("The file has a layer more than the model", fewer);
        messages.report("The same, expected: expectPartial()", fewer.expectPartial());
    }

    private void otherNames() {
        LoadStatus renamed = new Net("d1", 3, "head", 2).built().loadWeights(CHANGED);
        messages.report("A layer has another name than in the file", renamed);
        existing("A layer has another name than in the file", renamed);
        messages.report(
                "A layer has another name, before the model is built",
                new Net("d1", 3, "head", 2).loadWeights(CHANGED));
        Lists stages = new Lists("stages");
        stages.build(-1, 4);
        messages.report("A list of layers has another name", stages.loadWeights(LISTS));
        messages.report(
                "A layer has another name and another shape",
                new Net("d1", 3, "d3", 5).built().loadWeights(CHANGED));
        messages.report(
                "withRenamed: the file has no such name",
                new Net("d1", 3, "head", 2).built().loadWeights(CHANGED, renamed("head", "d_2")));
        messages.report(
                "withRenamed: the model has no such name",
                new Net("d1", 3, "head", 2).built().loadWeights(CHANGED, renamed("heads", "d2")));
        messages.report(
                "withRenamed: nothing is called like it",
                new Net().built().loadWeights(CHANGED, renamed("decoder", "encoder")));
    }

    private static LoadOptions renamed(String attribute, String stored) {
        return LoadOptions.defaults().withRenamed(attribute, stored);
    }

    private void otherRoots() {
        Path wrapped = CASES.resolve("k2_checkpoint_object/run/ckpt-3");
        Net net = new Net().built();
        messages.error(
                "A file of tf.train.Checkpoint(model=...), given to loadWeights",
                WeightMismatchException.class,
                () -> net.loadWeights(wrapped));
        LoadStatus bare = Checkpoint.of(net).read(wrapped);
        messages.report("The same, by Checkpoint.of(model)", bare);
        messages.error(
                "The same, by Checkpoint.of(model), assertNontrivialMatch()",
                WeightMismatchException.class,
                bare::assertNontrivialMatch);
        messages.report(
                "The same, by Checkpoint.of(\"model\", model)",
                Checkpoint.of("model", net).read(wrapped));
        messages.error(
                "The file is of quite another model",
                WeightMismatchException.class,
                () -> new Net("x", 9, "y", 8).built().loadWeights(CHANGED));
        messages.error(
                "The file is of quite another model, before it is built",
                WeightMismatchException.class,
                () -> new Net("x", 9, "y", 8).loadWeights(CHANGED));
        Path names = CASES.resolve("v1_name_based/model-77");
        messages.report(
                "A checkpoint with names only, some of them other ones",
                Checkpoint.of(Programs.named("fd", 7)).read(names));
    }

    private void listsOfKeras3() {
        Lists3 model = new Lists3();
        model.build(-1, 4);
        messages.report(
                "A checkpoint of Keras 3, of a model with layers in a list",
                model.loadWeights(CASES.resolve("k3_lists_lost/ckpt")));
    }

    private void training() {
        LoadStatus status = new Net().built().loadWeights(CASES.resolve("k2_optimizer_slots/slots"));
        messages.report("The file has the optimizer's state", status);
        consumed("The file has the optimizer's state", status);
    }

    private void hdf5() {
        Path weights = CASES.resolve("k2_h5_by_name/weights.h5");
        LoadOptions byName = LoadOptions.defaults().withByName(true);
        LoadStatus named = Programs.pictures(2, true).loadWeights(weights, byName.withRenamed("a", "b"));
        messages.report("HDF5 by name, the model has a layer more", named);
        existing("HDF5 by name, the model has a layer more", named);
        LoadStatus skipped = Programs.pictures(5, false).loadWeights(weights, byName.withSkipMismatch(true));
        messages.report("HDF5 by name, skipping mismatches", skipped);
        existing("HDF5 by name, skipping mismatches", skipped);
        messages.report(
                ".weights.h5, skipping mismatches",
                Programs.pictures(5, false)
                        .loadWeights(
                                CASES.resolve("k2_h5_by_name/v3.weights.h5"),
                                LoadOptions.defaults().withSkipMismatch(true)));
        messages.report(
                ".weights.h5, the model has a layer less, skipping mismatches",
                Programs.shorter()
                        .loadWeights(
                                CASES.resolve("k2_h5_by_name/v3.weights.h5"),
                                LoadOptions.defaults().withSkipMismatch(true)));
    }
}
