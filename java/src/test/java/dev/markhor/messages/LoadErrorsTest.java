package dev.markhor.messages;

import dev.markhor.Markhor;
import dev.markhor.error.MalformedFileException;
import dev.markhor.error.UnsupportedModelException;
import dev.markhor.keras.LoadOptions;
import dev.markhor.messages.Programs.Net;
import dev.markhor.model.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What loading says to files that are not there, damaged, or something else, kept in {@code load-errors.txt}. */
class LoadErrorsTest {
    private static final Path CASES = Messages.GOLDEN.resolve("checkpoints");

    @TempDir
    private Path folder;

    private Messages messages;
    private TestFiles files;

    @Test
    void saysWhatIsWrongWithTheFile() throws IOException {
        messages = new Messages("load-errors.txt", folder);
        files = new TestFiles(folder);
        whatIsNotThere();
        whatIsSomethingElse();
        whatLacksAVocabulary();
        whatIsDamaged();
        whatHoldsWeightsOnly();
        messages.compare();
    }

    private void open(String situation, Class<? extends RuntimeException> type, Path file) {
        messages.error(situation, type, () -> Markhor.load(file).close());
    }

    private void malformed(String situation, Path file) {
        open(situation, MalformedFileException.class, file);
    }

    private void unsupported(String situation, Path file) {
        open(situation, UnsupportedModelException.class, file);
    }

    private void whatIsNotThere() throws IOException {
        malformed("There is no such file", folder.resolve("modle.keras"));
        malformed("There is no such file, folder or checkpoint", folder.resolve("modle"));
        malformed("The folder holds no model", Files.createDirectory(folder.resolve("data")));
        malformed("The folder holds checkpoints", files.folder("run", CASES.resolve("k2_mismatch"), "ckpt.index"));
        malformed("The file is empty", files.of("empty.h5", ""));
        malformed("The file is a few bytes long", files.of("short.h5", "abc"));
    }

    private void whatIsSomethingElse() throws IOException {
        malformed("The file is no model", files.of("notes.h5", "Dear diary, today I trained a model"));
        malformed(
                "The file is a pointer of Git LFS",
                files.of("pointer.h5", "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a"));
        unsupported("The file is a pickle", files.of("model.pkl", "\u0080\u0004K\u0001.      "));
        unsupported("The file is a TensorFlow Lite model", files.of("model.tflite", "\u001c\0\0\0TFL3 and so on"));
        unsupported("The file is a TensorFlow.js model", files.of("model.js.json", "{\"modelTopology\": {}}"));
        malformed("The file is some JSON", files.of("package.json", "{\"name\": \"a program\"}"));
        unsupported("The file is a configuration", Messages.GOLDEN.resolve("formats/legacy_weights.json"));
        unsupported("The SavedModel is of a class of its own", CASES.resolve("k2_savedmodel_subclass/model"));
        unsupported("The SavedModel was exported", CASES.resolve("k3_export/model"));
        unsupported("The file is a part of a SavedModel", CASES.resolve("k2_savedmodel_text/model/saved_model.pb"));
        malformed("The HDF5 file is not Keras'", Path.of("src/test/resources/hdf5/kinds.h5"));
        malformed("The archive is not Keras'", files.zip("photos.zip", "cat.png", "dog.png"));
        unsupported("The archive holds weights only", files.zip("weights.keras", "model.weights.h5"));
        unsupported(
                "The archive has npz weights",
                files.zip("npz.keras", "config.json", "metadata.json", "model.weights.npz"));
        malformed("The archive has no weights", files.zip("none.keras", "config.json", "metadata.json"));
        unsupported("A class that Keras does not have", Messages.GOLDEN.resolve("custom/layer.keras"));
        unsupported("Python code", Messages.GOLDEN.resolve("custom/lambda.keras"));
    }

    /** That of an adapted layer is in a file of its own. */
    private void whatLacksAVocabulary() throws IOException {
        Path archive = Messages.GOLDEN.resolve("layers/text_vectorization/adapted.keras");
        malformed("The archive lacks the vocabulary", files.without(archive, "vocabulary.txt"));
    }

    private void whatIsDamaged() throws IOException {
        Path by = files.folder("damaged", CASES.resolve("k2_h5_by_name"), "model.keras", "model.h5");
        malformed("The archive is cut off", files.cut(by.resolve("model.keras"), 3000));
        malformed("The HDF5 file is cut off", files.cut(by.resolve("model.h5"), 9000));
        Path changed = files.folder("changed", CASES.resolve("k2_h5_by_name"), "model.keras", "model.h5");
        malformed("A byte of the archive has changed", files.change(changed.resolve("model.keras"), 300));
        malformed("A byte of the HDF5 file's structure has changed", files.change(changed.resolve("model.h5"), 24));
        Path shards =
                files.folder("shards", Messages.GOLDEN.resolve("formats"), "sharded.json", "sharded.weights.json");
        malformed("A file of sharded weights is missing", shards.resolve("sharded.weights.json"));
    }

    private void whatHoldsWeightsOnly() throws IOException {
        Path weights = CASES.resolve("k2_h5_by_name/weights.h5");
        unsupported("The file holds weights only", weights);
        unsupported("The checkpoint holds weights only", CASES.resolve("k2_mismatch/ckpt"));
        messages.error(
                "The configuration that was given is none",
                MalformedFileException.class,
                () -> Markhor.load(weights, LoadOptions.defaults().withArchitecture(files.of("wrong.json", "[1, 2]"))));
        messages.error(
                "The configuration that was given is not there",
                MalformedFileException.class,
                () -> Markhor.load(weights, LoadOptions.defaults().withArchitecture(folder.resolve("model.json"))));
        Model closed = Programs.pictures(2, false);
        closed.close();
        messages.error("The model is closed", IllegalStateException.class, () -> closed.loadWeights(weights));
        messages.error(
                "The configuration of a model is given to loadWeights",
                UnsupportedModelException.class,
                () -> new Net().loadWeights(Messages.GOLDEN.resolve("formats/legacy_weights.json")));
    }
}
