package dev.markhor.formats.savedmodel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.Markhor;
import dev.markhor.error.MalformedFileException;
import dev.markhor.error.MarkhorException;
import dev.markhor.error.UnsupportedModelException;
import dev.markhor.model.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders that are damaged, or made to do harm, give an error that says what is wrong. */
class MalformedSavedModelTest {
    private static final Path GOLDEN = Path.of("..", "golden", "saved_models");

    @TempDir
    Path folder;

    private Path copy(String name) throws IOException {
        Path source = GOLDEN.resolve(name);
        Path target = folder.resolve(name);
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.toList()) {
                Files.copy(file, target.resolve(source.relativize(file).toString()));
            }
        }
        return target;
    }

    private Path of(ProtoWriter objectGraph) throws IOException {
        ProtoWriter about = new ProtoWriter().text(4, "serve");
        ProtoWriter graph = new ProtoWriter().message(1, about).message(7, objectGraph);
        return of(new ProtoWriter().number(1, 1).message(2, graph).toBytes());
    }

    private Path of(byte[] savedModel) throws IOException {
        Path made = Files.createDirectory(folder.resolve("made"));
        Files.write(made.resolve("saved_model.pb"), savedModel);
        return made;
    }

    private static ProtoWriter child(long node, String name) {
        return new ProtoWriter().number(1, node).text(2, name);
    }

    private static ProtoWriter model(String metadata) {
        return new ProtoWriter().text(1, "_tf_keras_network").text(3, metadata);
    }

    private static void fails(Class<? extends MarkhorException> type, Path path, String... parts) {
        String message = assertThrows(type, () -> Markhor.load(path)).getMessage();
        for (String part : parts) {
            assertTrue(message.contains(part), message);
        }
    }

    @Test
    void partsThatAreMissing() throws IOException {
        Path whole = copy("sequential_k2");
        Files.delete(whole.resolve("variables/variables.data-00000-of-00001"));
        fails(MalformedFileException.class, whole, "variables.data-00000-of-00001", "missing");
        Files.delete(whole.resolve("variables/variables.index"));
        fails(MalformedFileException.class, whole, "variables.index", "not there", "copy the whole folder");
        Files.delete(whole.resolve("keras_metadata.pb"));
        fails(UnsupportedModelException.class, whole, "only computation graphs", "withArchitecture", "conv1d");
        Path lookups = copy("lookups_k2");
        Files.delete(lookups.resolve("assets/words.txt"));
        fails(MalformedFileException.class, lookups, "words.txt", "vocabulary");
    }

    @Test
    void filesThatAreCutOff() throws IOException {
        Path whole = copy("late_k2");
        for (String name : List.of("saved_model.pb", "keras_metadata.pb")) {
            byte[] bytes = Files.readAllBytes(whole.resolve(name));
            for (int length : new int[] {1, bytes.length / 3, bytes.length - 1}) {
                Files.write(whole.resolve(name), Arrays.copyOf(bytes, length));
                fails(MalformedFileException.class, whole, name);
            }
            Files.write(whole.resolve(name), bytes);
        }
        Markhor.load(whole).close();
    }

    @Test
    void metadataOfAnotherModel() throws IOException {
        Path late = copy("late_k2");
        Path metadata = late.resolve("keras_metadata.pb");
        byte[] own = Files.readAllBytes(metadata);
        Files.delete(metadata);
        Files.copy(GOLDEN.resolve("recurrent_k2/keras_metadata.pb"), metadata);
        assertThrows(MarkhorException.class, () -> Markhor.load(late));
        ProtoWriter far = new ProtoWriter().message(1, new ProtoWriter().number(2, 1L << 31));
        Files.write(metadata, far.toBytes());
        fails(MalformedFileException.class, late, "keras_metadata.pb", "does not belong");
        Files.write(metadata, own);
        Markhor.load(late).close();
    }

    @Test
    void objectsThatAreNotThere() throws IOException {
        ProtoWriter root =
                new ProtoWriter().message(1, child(1L << 31, "layer-0")).message(4, model("{}"));
        fails(MalformedFileException.class, of(new ProtoWriter().message(1, root)), "refers to object -1 of 1");
    }

    /** A graph may have cycles; there is no error in that. */
    @Test
    void cyclesEnd() throws IOException {
        ProtoWriter root = new ProtoWriter()
                .message(1, child(0, "root"))
                .message(1, child(1, "inner"))
                .message(4, new ProtoWriter().text(1, "_generic_user_object"));
        ProtoWriter inner = new ProtoWriter().message(1, child(0, "outer")).message(1, child(1, "self"));
        Path made = of(new ProtoWriter().message(1, root).message(1, inner));
        assertEquals(Map.of(0, "", 1, "inner"), SavedModel.open(made).paths());
        fails(UnsupportedModelException.class, made, "only computation graphs");
    }

    @Test
    void deepMetadata() throws IOException {
        ProtoWriter root = new ProtoWriter()
                .message(
                        4,
                        model("{\"class_name\": \"Functional\", \"config\": " + "[".repeat(5000) + "]".repeat(5000)
                                + "}"));
        fails(MalformedFileException.class, of(new ProtoWriter().message(1, root)), "root in", "saved_model.pb");
    }

    /** The length of a field is 2^31 - 1, of a file of six bytes: no memory is taken for it. */
    @Test
    void lengthsBeyondTheEnd() throws IOException {
        fails(MalformedFileException.class, of(new byte[] {0x12, -1, -1, -1, -1, 0x07}), "saved_model.pb");
    }

    @Test
    void noGraphAndTextForm() throws IOException {
        fails(MalformedFileException.class, of(new ProtoWriter().number(1, 1).toBytes()), "has no graph");
        Path text = Files.createDirectory(folder.resolve("text"));
        Files.writeString(text.resolve("saved_model.pbtxt"), "saved_model_schema_version: 1");
        fails(UnsupportedModelException.class, text, "text form");
    }

    @Test
    void linksThatLeadOut() throws IOException {
        for (String name :
                List.of("saved_model.pb", "keras_metadata.pb", "variables/variables.index", "assets/words.txt")) {
            Path lookups = copy("lookups_k2");
            Path moved = Files.move(lookups.resolve(name), folder.resolve("moved"));
            Files.createSymbolicLink(lookups.resolve(name), moved.toAbsolutePath());
            fails(UnsupportedModelException.class, lookups, name, "symbolic link");
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file :
                        files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    if (!file.equals(folder)) {
                        Files.delete(file);
                    }
                }
            }
        }
    }

    @Test
    void linksThatNobodyFollows() throws IOException {
        Path late = copy("late_k2");
        Files.createSymbolicLink(late.resolve("variables/notes"), folder.toAbsolutePath());
        Markhor.load(late).close();
    }

    @Test
    void linksToNothing() throws IOException {
        Path late = copy("late_k2");
        for (String name : List.of("variables/variables.data-00000-of-00001", "variables/variables.index")) {
            byte[] sound = Files.readAllBytes(late.resolve(name));
            Files.delete(late.resolve(name));
            Files.createSymbolicLink(late.resolve(name), Path.of("nothing"));
            fails(MalformedFileException.class, late, name);
            Files.delete(late.resolve(name));
            Files.write(late.resolve(name), sound);
        }
        Markhor.load(late).close();
    }

    @Test
    void assetsOutsideOfTheirFolder() {
        for (String name : List.of("../saved_model.pb", "/etc/passwd", "", "a\0b", "..", "\ud800.txt")) {
            MalformedFileException error = assertThrows(
                    MalformedFileException.class, () -> LookupTables.asset(GOLDEN.resolve("lookups_k2"), name));
            assertTrue(error.getMessage().contains("is none of a file in the folder"), error.getMessage());
        }
    }

    @Test
    void whatOpensIsWhatKerasSaved() throws IOException {
        try (Model model = Markhor.load(copy("shared_k2"))) {
            assertTrue(model.loadStatus().orElseThrow().missing().isEmpty());
        }
    }
}
