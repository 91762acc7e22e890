package dev.markhor.messages;

import dev.markhor.error.MalformedFileException;
import dev.markhor.error.UnsupportedModelException;
import dev.markhor.error.WeightMismatchException;
import dev.markhor.keras.LoadOptions;
import dev.markhor.messages.Programs.Net;
import dev.markhor.model.Checkpoint;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import dev.markhor.variable.Variable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said to TensorFlow checkpoints that are not there, damaged, or do not fit, kept in {@code checkpoint-errors.txt}. */
class CheckpointErrorsTest {
    private static final Path CASE = Messages.GOLDEN.resolve("checkpoints/k2_mismatch");
    private static final Path CKPT = CASE.resolve("ckpt");
    private static final String DATA = "ckpt.data-00000-of-00001";

    @TempDir
    private Path folder;

    private Messages messages;
    private TestFiles files;

    @Test
    void saysWhatIsWrong() throws IOException {
        messages = new Messages("checkpoint-errors.txt", folder);
        files = new TestFiles(folder);
        whatIsNotThere();
        whatIsDamaged();
        whatDoesNotFit();
        messages.compare();
    }

    private void malformed(String situation, Path path) {
        messages.error(
                situation, MalformedFileException.class, () -> new Net().built().loadWeights(path));
    }

    private void whatIsNotThere() throws IOException {
        malformed("There is no such checkpoint", CASE.resolve("ckpt-7"));
        malformed("The folder has no file 'checkpoint'", Files.createDirectory(folder.resolve("empty")));
        Path gone = files.folder("gone", CASE, "three.index");
        Files.writeString(gone.resolve("checkpoint"), "model_checkpoint_path: \"/home/me/run/ckpt-7\"\n");
        malformed("The file 'checkpoint' names one that is gone", gone);
        Path unnamed = files.folder("unnamed", CASE, "three.index");
        Files.writeString(unnamed.resolve("checkpoint"), "all_model_checkpoint_paths: \"ckpt-7\"\n");
        malformed("The file 'checkpoint' names none", unnamed);
        malformed(
                "The data file is missing",
                files.folder("index", CASE, "ckpt.index").resolve("ckpt"));
        Path some = files.folder(
                "some",
                Messages.GOLDEN.resolve("checkpoints/k2_multi_shard"),
                "ckpt.index",
                "ckpt.data-00001-of-00003");
        malformed("One of several data files is missing", some.resolve("ckpt"));
        messages.error(
                "The index is missing",
                MalformedFileException.class,
                () -> new Net()
                        .built()
                        .loadWeights(files.folder("data", CASE, DATA).resolve(DATA)));
    }

    private void whatIsDamaged() throws IOException {
        Path changed = files.folder("changed", CASE, "ckpt.index", DATA);
        files.change(changed.resolve(DATA), 20);
        malformed("A byte of the values has changed", changed.resolve("ckpt"));
        Path cut = files.folder("cut", CASE, "ckpt.index", DATA);
        files.cut(cut.resolve(DATA), 100);
        malformed("The data file is cut off", cut.resolve("ckpt"));
        Path index = files.folder("damaged", CASE, "ckpt.index", DATA);
        files.change(index.resolve("ckpt.index"), 40);
        malformed("A byte of the index has changed", index.resolve("ckpt"));
        Path shorter = files.folder("shorter", CASE, "ckpt.index", DATA);
        files.cut(shorter.resolve("ckpt.index"), 200);
        malformed("The index is cut off", shorter.resolve("ckpt"));
        messages.error(
                "The checkpoint is of version 1",
                UnsupportedModelException.class,
                () -> new Net().built().loadWeights(Path.of("src/test/resources/messages/v1/model.ckpt")));
        Path old = files.folder("old", Path.of("src/test/resources/messages/v1"), "model.ckpt");
        Files.writeString(old.resolve("checkpoint"), "model_checkpoint_path: \"model.ckpt\"\n");
        messages.error(
                "The file 'checkpoint' names one of version 1",
                UnsupportedModelException.class,
                () -> new Net().built().loadWeights(old));
        Path late = files.folder("late", CASE, "ckpt.index", DATA);
        Net waiting = new Net();
        waiting.loadWeights(late.resolve("ckpt"));
        Files.setLastModifiedTime(late.resolve(DATA), FileTime.fromMillis(1));
        messages.error(
                "The data file changed before the model was built", MalformedFileException.class, waiting::built);
    }

    private void whatDoesNotFit() {
        messages.error(
                "A layer has another size",
                WeightMismatchException.class,
                () -> new Net("d1", 3, "d2", 5).built().loadWeights(CKPT));
        Net wide = new Net("d1", 3, "d2", 5);
        wide.loadWeights(CKPT);
        messages.error(
                "A layer has another size, the model is built afterwards", WeightMismatchException.class, wide::built);
        messages.error(
                "A layer has another type",
                WeightMismatchException.class,
                () -> new Net().last(DType.FLOAT64).built().loadWeights(CKPT));
        messages.error(
                "withByName",
                IllegalArgumentException.class,
                () -> load(LoadOptions.defaults().withByName(true)));
        messages.error(
                "withSkipMismatch",
                IllegalArgumentException.class,
                () -> load(LoadOptions.defaults().withSkipMismatch(true)));
        Variable number = Checkpoint.variable("complex64", Tensor.zeros(DType.FLOAT32, Shape.of(2, 3)));
        messages.error(
                "A type that has no like in Java",
                UnsupportedModelException.class,
                () -> Checkpoint.of("t", Map.of("complex64", number))
                        .read(Messages.GOLDEN.resolve("checkpoints/raw_dtypes/bundle")));
        messages.error(
                "Checkpoint.of of something else",
                IllegalArgumentException.class,
                () -> Checkpoint.of("model", new Net(), "step", 7));
        Path names = Messages.GOLDEN.resolve("checkpoints/v1_name_based/model-77");
        messages.error(
                "A checkpoint with names only, and other names",
                WeightMismatchException.class,
                () -> Programs.named("fd", 7).loadWeights(names));
        messages.error(
                "A checkpoint with names only, and withRenamed that matches nothing",
                WeightMismatchException.class,
                () -> Programs.named("fd", 7)
                        .loadWeights(names, LoadOptions.defaults().withRenamed("fd/kernel", "fcc/kernel")));
        messages.error(
                "A checkpoint with names only, and another size",
                WeightMismatchException.class,
                () -> Programs.named("fc", 9).loadWeights(names));
    }

    private static void load(LoadOptions options) {
        new Net().built().loadWeights(CKPT, options);
    }
}
