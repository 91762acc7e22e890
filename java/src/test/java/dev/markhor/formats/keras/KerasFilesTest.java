package dev.markhor.formats.keras;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.Markhor;
import dev.markhor.error.MalformedFileException;
import dev.markhor.error.MarkhorException;
import dev.markhor.error.UnsupportedModelException;
import dev.markhor.formats.OpenFiles;
import dev.markhor.formats.StoredArray;
import dev.markhor.formats.zip.ZipArchive;
import dev.markhor.formats.zip.ZipMember;
import dev.markhor.keras.LoadOptions;
import dev.markhor.model.Model;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KerasFilesTest {
    private static final Path GOLDEN = Path.of("../golden");
    private static final Path KERAS3 = GOLDEN.resolve("layers/separable_conv2d/multiplier.keras");
    private static final Path KERAS2 = GOLDEN.resolve("layers/separable_conv2d/multiplier_k2.h5");

    @TempDir
    private Path folder;

    /** The same archive, with all members deflated and one more. */
    private Path deflated(String asset) throws IOException {
        Path copy = folder.resolve("copy.keras");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(copy));
                KerasArchive archive = KerasArchive.open(KERAS3)) {
            put(out, "config.json", archive.configJson().getBytes(StandardCharsets.UTF_8));
            put(out, "metadata.json", archive.metadataJson().orElseThrow().getBytes(StandardCharsets.UTF_8));
            put(out, "model.weights.h5", weightsOf(KERAS3));
            put(out, asset, "a\nb".getBytes(StandardCharsets.UTF_8));
        }
        return copy;
    }

    private static void put(ZipOutputStream out, String name, byte[] bytes) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        out.write(bytes);
    }

    private static byte[] weightsOf(Path archive) {
        try (ZipArchive zip = ZipArchive.open(archive)) {
            return zip.read("model.weights.h5").orElseThrow();
        }
    }

    private Path unzipped() throws IOException {
        Path target = Files.createDirectory(folder.resolve("model"));
        Files.write(target.resolve("model.weights.h5"), weightsOf(KERAS3));
        try (KerasArchive archive = KerasArchive.open(KERAS3)) {
            Files.writeString(target.resolve("config.json"), archive.configJson());
        }
        Path assets = Files.createDirectories(target.resolve("assets/layers/lookup"));
        Files.writeString(assets.resolve("vocabulary.txt"), "x");
        return target;
    }

    private static List<Shape> shapes(V3Weights weights, String object) {
        return weights.weights(object).stream().map(StoredArray::shape).toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {ZipEntry.STORED, ZipEntry.DEFLATED})
    void errorsNameTheMemberNotItsCopy(int method) throws IOException {
        Path damaged = folder.resolve("damaged.keras");
        byte[] weights = "no HDF5 at all, however long one looks at it".getBytes(StandardCharsets.UTF_8);
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(damaged))) {
            put(out, "config.json", new byte[] {'{', '}'});
            ZipEntry entry = new ZipEntry("model.weights.h5");
            CRC32 crc = new CRC32();
            crc.update(weights);
            entry.setMethod(method);
            entry.setSize(weights.length);
            entry.setCrc(crc.getValue());
            out.putNextEntry(entry);
            out.write(weights);
        }
        try (KerasArchive archive = KerasArchive.open(damaged)) {
            String message =
                    assertThrows(MalformedFileException.class, archive::weights).getMessage();
            assertTrue(message.startsWith(damaged + ", member model.weights.h5: not an HDF5 file"), message);
        }
    }

    @Test
    void weightsInAnArchiveAreCompared() throws IOException {
        byte[] bytes = Files.readAllBytes(KERAS3);
        try (ZipArchive zip = ZipArchive.open(KERAS3)) {
            ZipMember weights = zip.members().get("model.weights.h5");
            bytes[(int) (zip.offset(weights) + weights.size() - 1)] ^= 0x40;
        }
        Path damaged = Files.write(folder.resolve("damaged.keras"), bytes);
        String message = assertThrows(MalformedFileException.class, () -> Markhor.load(damaged))
                .getMessage();
        assertTrue(message.startsWith(damaged + ", member model.weights.h5: checksum error"), message);
        Markhor.load(damaged, LoadOptions.defaults().withChecksums(false)).close();
    }

    /** Wherever it is: in values, in what leads to them, or in between. */
    @Test
    void noDamageToWeightsInAnArchiveGetsThrough() throws IOException {
        byte[] bytes = Files.readAllBytes(KERAS3);
        Path damaged = folder.resolve("damaged.keras");
        long from;
        long size;
        try (ZipArchive zip = ZipArchive.open(KERAS3)) {
            ZipMember weights = zip.members().get("model.weights.h5");
            from = zip.offset(weights);
            size = weights.size();
        }
        try (Model model = Markhor.load(KERAS3)) {
            Map<String, Tensor> before = values(model);
            for (long at = from; at < from + size; at += 61) {
                bytes[(int) at] ^= 1;
                Files.write(damaged, bytes);
                bytes[(int) at] ^= 1;
                String message = assertThrows(MalformedFileException.class, () -> model.loadWeights(damaged))
                        .getMessage();
                assertTrue(message.startsWith(damaged + ", member model.weights.h5: checksum error"), message);
                assertEquals(before, values(model));
            }
            try (KerasArchive archive = KerasArchive.open(damaged)) {
                for (int i = 0; i < 2; i++) {
                    assertThrows(MalformedFileException.class, archive::weights);
                }
            }
        }
    }

    private static Map<String, Tensor> values(Model model) {
        Map<String, Tensor> values = new TreeMap<>();
        model.weightsByPath().forEach((path, weight) -> values.put(path, weight.get()));
        return values;
    }

    @Test
    void archive() throws IOException {
        List<Shape> expected;
        try (KerasArchive archive = KerasArchive.open(KERAS3)) {
            assertTrue(archive.configJson().startsWith("{"));
            assertTrue(archive.kerasVersion().orElseThrow().startsWith("3."));
            assertTrue(archive.assets().isEmpty());
            V3Weights weights = archive.weights();
            assertTrue(weights.has("layers/separable_conv2d"), weights.objects().toString());
            assertEquals(3, weights.weights("layers/separable_conv2d").size());
            assertEquals(List.of(), weights.weights("layers/absent"));
            assertTrue(weights.objectName("layers/separable_conv2d").isPresent());
            assertTrue(weights.objectName("layers/absent").isEmpty());
            assertEquals(Map.of(), weights.namedWeights("layers/absent"));
            assertFalse(weights.has("layers/absent"));
            expected = shapes(weights, "layers/separable_conv2d");
        }
        try (KerasArchive archive = KerasArchive.open(deflated("assets/layers/lookup/vocabulary.txt"))) {
            assertEquals(expected, shapes(archive.weights(), "layers/separable_conv2d"));
            archive.weights().weights("layers/separable_conv2d").get(0).read();
            assertEquals(3, archive.asset("layers/lookup/vocabulary.txt").orElseThrow().length);
            assertTrue(archive.asset("../metadata.json").isEmpty());
        }
        try (KerasArchive archive = KerasArchive.open(unzipped())) {
            assertEquals(expected, shapes(archive.weights(), "layers/separable_conv2d"));
            assertEquals(Optional.empty(), archive.kerasVersion());
            assertEquals(List.of("layers/lookup/vocabulary.txt"), List.copyOf(archive.assets()));
            assertEquals(1, archive.asset("layers/lookup/vocabulary.txt").orElseThrow().length);
        }
    }

    @Test
    void archivesThatLackSomething() throws IOException {
        Path noConfig = folder.resolve("a.keras");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(noConfig))) {
            put(out, "model.weights.h5", new byte[0]);
        }
        assertMessage("no config.json but [model.weights.h5]", () -> KerasArchive.open(noConfig));
        Path noWeights = folder.resolve("b.keras");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(noWeights))) {
            put(out, "config.json", new byte[0]);
        }
        assertMessage("expected model.weights.h5, found [config.json]", () -> KerasArchive.open(noWeights));
        Path npz = folder.resolve("c.keras");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(npz))) {
            put(out, "config.json", new byte[0]);
            put(out, "model.weights.npz", new byte[0]);
        }
        assertMessage("npz weights are not supported", () -> KerasArchive.open(npz));
    }

    private static void assertMessage(String part, Executable action) {
        MarkhorException e = assertThrows(MarkhorException.class, action);
        assertTrue(e.getMessage().contains(part), e.getMessage());
    }

    @Test
    void legacy() {
        try (LegacyWeights weights = LegacyWeights.open(KERAS2)) {
            assertTrue(weights.modelConfig().orElseThrow().contains("SeparableConv2D"));
            assertEquals(Optional.of("tensorflow"), weights.backend());
            assertTrue(weights.weightsKerasVersion().orElseThrow().startsWith("2."));
            assertEquals(weights.weightsKerasVersion(), weights.kerasVersion());
            List<LegacyWeights.Layer> layers = weights.layers().stream()
                    .filter(layer -> !layer.weights().isEmpty())
                    .toList();
            assertEquals(1, layers.size());
            assertEquals(3, layers.get(0).weights().size());
            assertTrue(layers.get(0).weightNames().get(0).endsWith("depthwise_kernel:0"));
            assertTrue(layers.get(0)
                    .weights()
                    .get(0)
                    .name()
                    .endsWith(layers.get(0).weightNames().get(0)));
            assertEquals(Optional.of(List.of()), weights.topLevelWeights());
        }
        assertMessage(
                "found no attribute layer_names",
                () -> LegacyWeights.open(Path.of("src/test/resources/hdf5/kinds.h5")));
    }

    /** Names that the lists of a legacy file have, each with another letter somewhere, so that there is nothing of that name. */
    @Test
    void namesWithoutLayersOrArrays() throws IOException {
        byte[] bytes = Files.readAllBytes(KERAS2);
        Path file = folder.resolve("renamed.h5");
        StringBuilder messages = new StringBuilder();
        for (String name : List.of("separable_conv2d", "depthwise_kernel:0")) {
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
                bytes[at] ^= 1;
                Files.write(file, bytes);
                bytes[at] ^= 1;
                try {
                    LegacyWeights.open(file).close();
                } catch (MarkhorException e) {
                    assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
                    messages.append(e.getMessage()).append('\n');
                }
            }
        }
        assertTrue(messages.indexOf("is listed in layer_names but has no group") >= 0, messages.toString());
        assertTrue(messages.indexOf("is listed in weight_names but has no dataset") >= 0, messages.toString());
    }

    @Test
    void shards() throws IOException {
        Files.write(folder.resolve("w_00000.weights.h5"), weightsOf(KERAS3));
        Path list = folder.resolve("w.weights.json");
        Files.writeString(list, """
                {"metadata": {"total_size": 1.0}, "weight_map": {
                 "/layers/separable_conv2d/vars": ["w_00000.weights.h5"], "/vars": "w_00000.weights.h5"}}
                """);
        assertEquals(FileKind.V3_SHARDED_WEIGHTS, FileDetector.detect(list));
        try (V3Weights weights = V3Weights.open(list)) {
            assertEquals(3, weights.weights("layers/separable_conv2d").size());
            assertTrue(weights.has(""));
        }
        for (String name : List.of(
                "../w.h5", "/etc/passwd", "a\\\\b", "\\\\b", "a:b", ":b", "a\\u0000b", "", "..", ".", "\\ud800")) {
            Files.writeString(list, "{\"weight_map\": {\"/vars\": \"" + name + "\"}}");
            assertMessage("expected the name of a file in the same folder", () -> V3Weights.open(list));
        }
        Files.writeString(list, "{\"weight_map\": {\"/vars\": \"absent.h5\"}}");
        assertMessage("absent.h5 is listed but missing", () -> V3Weights.open(list));
        Files.writeString(list, "{\"weight_map\": {\"/absent/vars\": \"w_00000.weights.h5\"}}");
        assertMessage("expected a group /absent/vars", () -> V3Weights.open(list));
        for (String group : List.of("layers/vars", "/layers", "")) {
            Files.writeString(list, "{\"weight_map\": {\"" + group + "\": \"w_00000.weights.h5\"}}");
            assertMessage("expected a group path like /layers/dense/vars, found " + group, () -> V3Weights.open(list));
        }
    }

    @Test
    void filesThatChangeWhileTheyAreRead() throws IOException {
        Path file = Files.write(folder.resolve("legacy.h5"), Files.readAllBytes(KERAS2));
        try (LegacyWeights weights = LegacyWeights.open(file)) {
            StoredArray array = weights.layers().stream()
                    .flatMap(layer -> layer.weights().stream())
                    .findFirst()
                    .orElseThrow();
            weights.requireIntact();
            Files.setLastModifiedTime(file, FileTime.fromMillis(1000));
            assertMessage("changed while it was open", array::read);
            weights.checkLater();
            array.read();
            assertMessage("changed while it was open", weights::requireIntact);
        }
        Path v3 = Files.write(folder.resolve("v3.weights.h5"), weightsOf(KERAS3));
        try (V3Weights weights = V3Weights.open(v3)) {
            StoredArray array = weights.weights("layers/separable_conv2d").get(0);
            weights.requireIntact();
            Files.setLastModifiedTime(v3, FileTime.fromMillis(1000));
            assertMessage("changed while it was open", array::read);
            weights.checkLater();
            array.read();
            assertMessage("changed while it was open", weights::requireIntact);
        }
    }

    @Test
    void nothingStaysOpen() throws IOException {
        Path zip = Files.write(folder.resolve("m.keras"), Files.readAllBytes(KERAS3));
        Path legacy = Files.write(folder.resolve("m.h5"), Files.readAllBytes(KERAS2));
        Path v3 = Files.write(folder.resolve("m_00000.weights.h5"), weightsOf(KERAS3));
        Path list = Files.writeString(
                folder.resolve("m.weights.json"), "{\"weight_map\": {\"/vars\": \"m_00000.weights.h5\"}}");
        KerasArchive archive = KerasArchive.open(zip);
        archive.weights();
        LegacyWeights layers = LegacyWeights.open(legacy);
        V3Weights weights = V3Weights.open(v3);
        assertEquals(List.of(2L, 1L, 1L), List.of(OpenFiles.of(zip), OpenFiles.of(legacy), OpenFiles.of(v3)));
        archive.close();
        layers.close();
        weights.close();
        V3Weights.open(list).close();
        Files.writeString(
                list,
                "{\"weight_map\": {\"/vars\": \"m_00000.weights.h5\", \"/absent/vars\": \"m_00000.weights.h5\"}}");
        assertMessage("expected a group /absent/vars", () -> V3Weights.open(list));
        Path other = Files.copy(Path.of("src/test/resources/hdf5/kinds.h5"), folder.resolve("other.h5"));
        assertMessage("found no attribute layer_names", () -> LegacyWeights.open(other));
        Path twice = Files.copy(Path.of("src/test/resources/hdf5/rare/backslashes.h5"), folder.resolve("twice.h5"));
        assertMessage("is stored twice", () -> V3Weights.open(twice));
        Path bare = folder.resolve("bare.keras");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(bare))) {
            put(out, "x", new byte[1]);
        }
        assertMessage("no config.json", () -> KerasArchive.open(bare));
        assertEquals(0, OpenFiles.of(folder));
    }

    @Test
    void writtenFilesSayWhoWroteThem() throws IOException {
        Path legacy = folder.resolve("written.h5");
        try (LegacyWeightsWriter out = LegacyWeightsWriter.create(legacy, List.of("d"), "3.1.4")) {
            out.layer("d", List.of("k"));
            out.array("d", "k", Tensor.of(new float[] {1}, 1));
            out.topLevel(List.of());
        }
        try (LegacyWeights read = LegacyWeights.open(legacy)) {
            assertEquals(Optional.of("tensorflow"), read.backend());
            assertEquals(Optional.of("3.1.4"), read.kerasVersion());
            assertEquals(Optional.of(List.of()), read.topLevelWeights());
            assertEquals(List.of("k"), read.layers().get(0).weightNames());
        }
        Path v3 = folder.resolve("written.weights.h5");
        try (V3WeightsWriter out = V3WeightsWriter.create(v3)) {
            out.object("layers/dense", "d");
            out.array("layers/dense", "0", Tensor.of(new float[] {1}, 1));
        }
        Path archive = folder.resolve("written.keras");
        try (KerasArchiveWriter out = KerasArchiveWriter.create(archive, "{}", "3.1.4")) {
            out.weights(v3);
            out.asset("layers/lookup/words.txt", new byte[] {'a'});
        }
        try (KerasArchive read = KerasArchive.open(archive)) {
            assertEquals("{}", read.configJson());
            assertEquals(Optional.of("3.1.4"), read.kerasVersion());
            assertEquals(Optional.of("d"), read.weights().objectName("layers/dense"));
            assertEquals(1, read.asset("layers/lookup/words.txt").orElseThrow().length);
            assertEquals(Set.of("layers/lookup/words.txt"), read.assets());
        }
    }

    @Test
    void oneObjectByTwoPaths() {
        Path file = Path.of("src/test/resources/hdf5/rare/backslashes.h5");
        assertEquals(FileKind.V3_WEIGHTS, FileDetector.detect(file));
        assertMessage("object 'a/b' is stored twice: by slashes and by backslashes", () -> V3Weights.open(file));
    }

    @Test
    void kinds() throws IOException {
        assertEquals(FileKind.KERAS_ARCHIVE, FileDetector.detect(KERAS3));
        assertEquals(FileKind.LEGACY_MODEL, FileDetector.detect(KERAS2));
        Path weights = Files.write(folder.resolve("any.name"), weightsOf(KERAS3));
        assertEquals(FileKind.V3_WEIGHTS, FileDetector.detect(weights));
        assertEquals(FileKind.CONFIG_JSON, FileDetector.detect(write("m.json", " {\"class_name\": \"Sequential\"}")));
        assertEquals(FileKind.TF_CHECKPOINT, FileDetector.detect(write("checkpoint", "model_checkpoint_path: \"x\"")));
        write("prefix.index", "x");
        assertEquals(FileKind.TF_CHECKPOINT, FileDetector.detect(folder.resolve("prefix")));
        assertEquals(FileKind.TF_CHECKPOINT, FileDetector.detect(folder));
        Path list = GOLDEN.resolve("formats/legacy_weights_sequential.hdf5");
        assertEquals(FileKind.LEGACY_WEIGHTS, FileDetector.detect(list));
        Path saved = Files.createDirectory(folder.resolve("saved"));
        Files.writeString(saved.resolve("saved_model.pb"), "123456789");
        assertEquals(FileKind.SAVED_MODEL, FileDetector.detect(saved));
    }

    @Test
    void whatIsNotRead() throws IOException {
        assertMessage(
                "no such file, directory or checkpoint prefix", () -> FileDetector.detect(folder.resolve("absent")));
        assertMessage("no such file: ", () -> FileDetector.detect(folder.resolve("absent.h5")));
        assertMessage(
                "expected an HDF5 file or a Keras archive, found 3 bytes",
                () -> FileDetector.detect(write("short", "abc")));
        assertMessage("the file is empty", () -> FileDetector.detect(write("nothing", "")));
        assertMessage("starts with 'hello wo'", () -> FileDetector.detect(write("text", "hello world")));
        assertMessage("not a Keras file", () -> FileDetector.detect(Path.of("src/test/resources/hdf5/kinds.h5")));
        assertUnsupported("TensorFlow Lite", write("m.tflite", "\u001c\0\0\0TFL3\0\0\0\0"));
        assertUnsupported("TensorFlow.js", write("model.json", "{\"modelTopology\": {}}"));
        assertUnsupported("pass the folder", write("saved_model.pb", "\b\u0001\u0012\u0001xxxxxxxx"));
        Path data = write("x.data-00000-of-00001", "\u0001\u0002\u0003xxxxxxxx");
        assertMessage("without its index; copy " + folder.resolve("x.index"), () -> FileDetector.detect(data));
        Path bytes = Files.write(folder.resolve("bytes"), new byte[] {0x01, (byte) 0xab, ' ', '~', 0x7f, 0, 1, 2});
        assertMessage("starts with 01 ab 20 7e 7f 00 01 02;", () -> FileDetector.detect(bytes));
        assertMessage("starts with ' ~ ~ ~ ~'", () -> FileDetector.detect(write("signs", " ~ ~ ~ ~")));
        for (int version : new int[] {5, 6}) {
            Path file = Files.write(folder.resolve("p"), new byte[] {(byte) 0x80, (byte) version, 0, 0, 0, 0, 0, 0});
            assertMessage(version == 5 ? "a Python pickle" : "starts with 80 06", () -> FileDetector.detect(file));
        }
        Path pickle = Files.write(folder.resolve("p.pkl"), new byte[] {(byte) 0x80, 4, 0, 0, 0, 0, 0, 0, 0});
        assertUnsupported("pickle", pickle);
        write("x.index", "x");
        assertEquals(FileKind.TF_CHECKPOINT, FileDetector.detect(data));
        assertUnsupported("TensorFlow.js", write("other.json", "{\"format\": \"layers-model\"}"));
        assertMessage("found neither", () -> FileDetector.detect(write("list.json", "{\"a\": [1]}")));
        assertMessage(
                "found a zip archive with", () -> FileDetector.detect(write("e.zip", "PK\5\6" + "\0".repeat(18))));
        Path orbax = Files.createDirectory(folder.resolve("orbax"));
        Files.createFile(orbax.resolve("checkpoint_metadata"));
        assertUnsupported("an Orbax checkpoint", orbax);
        Path many = Files.createDirectory(folder.resolve("many"));
        for (int i = 0; i < 6; i++) {
            Files.createFile(many.resolve("f" + i));
        }
        assertMessage("found f0, f1, f2, f3, f4, …;", () -> FileDetector.detect(many));
        Files.delete(many.resolve("f5"));
        assertMessage("found f0, f1, f2, f3, f4;", () -> FileDetector.detect(many));
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThrows(MalformedFileException.class, () -> FileDetector.detect(empty));
    }

    private static void assertUnsupported(String part, Path file) {
        UnsupportedModelException e = assertThrows(UnsupportedModelException.class, () -> FileDetector.detect(file));
        assertTrue(e.getMessage().contains(part) && e.getMessage().contains(file.toString()), e.getMessage());
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text, StandardCharsets.ISO_8859_1);
    }
}
