package dev.markhor.formats.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TensorBundleWriterTest {
    private static final Path CHECKPOINTS = Path.of("..", "golden", "checkpoints");

    @TempDir
    Path folder;

    private void write(Map<String, Tensor> values) throws IOException {
        Path prefix = folder.resolve("c");
        try (TensorBundleWriter writer = TensorBundleWriter.create(TensorBundleWriter.dataFile(prefix))) {
            for (Map.Entry<String, Tensor> entry : values.entrySet()) {
                writer.add(entry.getKey(), entry.getValue());
            }
            writer.finish(TensorBundleWriter.indexFile(prefix));
        }
    }

    private void comesBack(Map<String, Tensor> values) throws IOException {
        write(values);
        try (TensorBundle bundle = TensorBundle.open(folder.resolve("c"), true)) {
            assertEquals(values.keySet(), bundle.names());
            values.forEach((name, value) ->
                    assertEquals(value, bundle.array(name).orElseThrow().read(), name));
        }
    }

    private static Tensor bytes(DType type, int elements, boolean direct) {
        int size = elements * type.bytes();
        ByteBuffer buffer =
                (direct ? ByteBuffer.allocateDirect(size) : ByteBuffer.allocate(size)).order(ByteOrder.nativeOrder());
        for (int i = 0; i < size; i++) {
            buffer.put((byte) (type == DType.BOOL ? i & 1 : i * 31 >> 3 & 0x3f));
        }
        return Tensor.adopt(type, Shape.of(elements), buffer.flip());
    }

    @Test
    void everyType() throws IOException {
        Map<String, Tensor> values = new LinkedHashMap<>();
        for (DType type : DType.values()) {
            if (type != DType.STRING) {
                values.put(type.kerasName(), bytes(type, 7, true));
                values.put(type.kerasName() + "/heap", bytes(type, 3, false));
                values.put(type.kerasName() + "/none", Tensor.zeros(type, Shape.of(2, 0)));
                values.put(type.kerasName() + "/scalar", Tensor.zeros(type, Shape.of()));
            }
        }
        comesBack(values);
    }

    @Test
    void texts() throws IOException {
        comesBack(Map.of(
                "words", Tensor.of(new String[] {"", "a", "Müller 😀", "x".repeat(300), "\n\0"}, 5),
                "grid", Tensor.of(new String[] {"a", "b", "c", "d"}, 2, 2),
                "one", Tensor.of(new String[] {"only"}),
                "none", Tensor.of(new String[0], 0)));
    }

    /** Values are written in parts of a megabyte. */
    @Test
    void largeValues() throws IOException {
        for (boolean direct : new boolean[] {true, false}) {
            comesBack(Map.of("large", bytes(DType.FLOAT32, (1 << 20) + 3, direct)));
            Files.delete(folder.resolve("c.index"));
            Files.delete(folder.resolve("c.data-00000-of-00001"));
        }
    }

    @Test
    void manyKeys() throws IOException {
        Map<String, Tensor> values = new LinkedHashMap<>();
        for (int i = 0; i < 16_000; i++) { // more than one block
            values.put("block-" + i / 100 + "/ä/layer-" + i + "/kernel/.ATTRIBUTES/VARIABLE_VALUE", Tensor.scalar(i));
        }
        comesBack(values);
        assertTrue(Files.size(folder.resolve("c.index")) > 400 << 10);
    }

    /** 13,000 keys in two blocks. */
    @Test
    void aCheckpointOfTensorFlowComesOutAsItWas() throws IOException {
        Path golden = CHECKPOINTS.resolve("raw_many_keys/bundle");
        Map<String, Tensor> values = new LinkedHashMap<>();
        try (TensorBundle bundle = TensorBundle.open(golden, true)) {
            bundle.names()
                    .forEach(name ->
                            values.put(name, bundle.array(name).orElseThrow().read()));
        }
        write(values);
        for (String file : List.of(".index", ".data-00000-of-00001")) {
            assertEquals(-1, Files.mismatch(Path.of(golden + file), folder.resolve("c" + file)), file);
        }
    }

    /** As TensorFlow has it: the checksum of lengths for a tensor without texts, with that of the whole. */
    @Test
    void noTextsHaveAChecksum() {
        StringValues.Packed none = StringValues.pack();
        assertEquals("d8ea82a2", HexFormat.of().formatHex(none.bytes()));
        assertEquals(0x640cc1f6, Checksum.mask(none.checksum()));
    }

    @Test
    void aNameIsTakenOnce() throws IOException {
        try (TensorBundleWriter writer = TensorBundleWriter.create(folder.resolve("data"))) {
            writer.add("a", Tensor.scalar(1));
            assertThrows(IllegalArgumentException.class, () -> writer.add("a", Tensor.scalar(2)));
        }
    }

    static List<Path> graphs() throws IOException {
        try (Stream<Path> files = Files.walk(CHECKPOINTS)) {
            List<Path> checkpoints = files.filter(file -> file.toString().endsWith(".index"))
                    .filter(TensorBundleWriterTest::hasGraph)
                    .sorted()
                    .toList();
            assertTrue(checkpoints.size() > 30, checkpoints::toString);
            return checkpoints;
        }
    }

    private static boolean hasGraph(Path index) {
        try (TensorBundle bundle = TensorBundle.open(index, true)) {
            return bundle.names().contains(TensorBundle.OBJECT_GRAPH);
        }
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void objectGraphsOfTensorFlowComeOutAsTheyWere(Path index) {
        try (TensorBundle bundle = TensorBundle.open(index, true)) {
            byte[] stored = bundle.objectGraphBytes().orElseThrow();
            assertArrayEquals(stored, ObjectGraphOutput.bytes(ObjectGraphMessage.read("graph", stored)));
        }
    }
}
