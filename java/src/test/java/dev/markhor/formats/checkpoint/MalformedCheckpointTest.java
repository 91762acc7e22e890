package dev.markhor.formats.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.error.MalformedFileException;
import dev.markhor.error.MarkhorException;
import dev.markhor.error.UnsupportedModelException;
import dev.markhor.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.commons.compress.compressors.snappy.SnappyCompressorOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Damaged checkpoints are refused with words that say where and what, and no wrong value comes out of one. */
class MalformedCheckpointTest {
    private static final Path REAL = Path.of("../golden/restoring/blend");
    private static final String KERNEL = "first/kernel/.ATTRIBUTES/VARIABLE_VALUE";
    private static final byte[] SHAPE = message(field(2, message(number(1, 2))));

    @TempDir
    Path folder;

    private final Map<byte[], byte[]> entries = new LinkedHashMap<>();
    private byte[] data = new byte[8];

    @BeforeEach
    void aCheckpointOfOneTensor() {
        entries.put(new byte[0], message(number(1, 1), field(3, message(number(1, 1)))));
        entries.put(key("a"), entry(1, 0, 8, Checksum.of(data, 0, 8)));
    }

    private static byte[] key(String name) {
        return name.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] entry(int dtype, long offset, long size, int crc) {
        return message(
                number(1, dtype), field(2, SHAPE), number(4, offset), number(5, size), fixed(6, Checksum.mask(crc)));
    }

    private static byte[] message(byte[]... fields) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Arrays.stream(fields).forEach(out::writeBytes);
        return out.toByteArray();
    }

    private static byte[] number(int field, long value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TableWriter.varint(out, (long) field << 3);
        TableWriter.varint(out, value);
        return out.toByteArray();
    }

    private static byte[] fixed(int field, int value) {
        return message(new byte[] {(byte) (field << 3 | 5)}, TableWriter.little(value));
    }

    private static byte[] field(int field, byte[] value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TableWriter.varint(out, (long) field << 3 | 2);
        TableWriter.varint(out, value.length);
        out.writeBytes(value);
        return out.toByteArray();
    }

    private Path write(byte[] index) throws IOException {
        Files.write(folder.resolve("c.index"), index);
        Files.write(folder.resolve("c.data-00000-of-00001"), data);
        return folder.resolve("c");
    }

    private Tensor read(String name) throws IOException {
        try (TensorBundle bundle = TensorBundle.open(write(TableWriter.write(entries)), true)) {
            return bundle.array(name).orElseThrow().read();
        }
    }

    private void refused(String reason) {
        MarkhorException e = assertThrows(MarkhorException.class, () -> read("a"));
        assertTrue(e.getMessage().contains(reason), e.getMessage());
        assertTrue(e.getMessage().contains(folder.toString()), e.getMessage());
    }

    private void set(String name, byte[] value) {
        entries.keySet().removeIf(key -> Arrays.equals(key, key(name)));
        entries.put(key(name), value);
    }

    @Test
    void whatTheTestsDamageIsSound() throws IOException {
        assertEquals(Tensor.of(new float[2], 2), read("a"));
    }

    @Test
    void compressedBlocksAreRead() throws IOException {
        byte[] index = TableWriter.write(entries, 1, MalformedCheckpointTest::compressed);
        try (TensorBundle bundle = TensorBundle.open(write(index), true)) {
            assertEquals(List.of("a"), List.copyOf(bundle.names()));
        }
    }

    private static byte[] compressed(byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (SnappyCompressorOutputStream snappy = new SnappyCompressorOutputStream(out, content.length)) {
            snappy.write(content);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | not compressed by Snappy",
                "2 | unknown block compression 2",
            })
    void blocksOfAnotherCompression(int compression, String reason) {
        byte[] index = TableWriter.write(entries, compression, content -> {
            byte[] copy = content.clone();
            copy[0] = 40; // a size that may be
            return copy;
        });
        MalformedFileException e =
                assertThrows(MalformedFileException.class, () -> TensorBundle.open(write(index), true));
        assertTrue(e.getMessage().contains(reason), e.getMessage());
    }

    @Test
    void indexesThatAreNone() throws IOException {
        for (byte[] index : List.of(new byte[0], new byte[47], new byte[100])) {
            MalformedFileException e =
                    assertThrows(MalformedFileException.class, () -> TensorBundle.open(write(index), true));
            assertTrue(e.getMessage().contains("not the index of a TensorFlow checkpoint"), e.getMessage());
        }
    }

    @Test
    void noBlockIsReadTwice() {
        MalformedFileException e = assertThrows(
                MalformedFileException.class, () -> TensorBundle.open(write(TableWriter.writeTwice()), true));
        assertTrue(e.getMessage().contains("before the end of the one before it"), e.getMessage());
    }

    @Test
    void everyCutIsNoticed() throws IOException {
        byte[] index = TableWriter.write(entries);
        for (int length = 0; length < index.length; length++) {
            byte[] cut = Arrays.copyOf(index, length);
            assertThrows(MalformedFileException.class, () -> TensorBundle.open(write(cut), true));
        }
    }

    @Test
    void headers() {
        entries.remove(entries.keySet().iterator().next());
        refused("missing bundle header");
        entries.clear();
        entries.put(new byte[0], message(field(3, message(number(1, 1)))));
        refused("expected 1 to 99999 data files, found 0");
        entries.put(new byte[0], message());
        entries.clear();
        entries.put(new byte[0], message(number(1, 1), field(3, message(number(2, 2)))));
        refused("needs a reader of version 2, this one is of version 1");
        entries.clear();
        entries.put(new byte[0], message(field(1, message(field(1, key("x"))))));
        refused("a TensorFlow V1 checkpoint");
    }

    @Test
    void keysMustAscend() {
        entries.put(key("A"), entry(1, 0, 8, 0));
        refused("keys do not ascend");
    }

    @Test
    void entries() {
        set("a", new byte[] {(byte) 0xff, (byte) 0xff});
        refused("entry 'a' is not readable");
        set("a", entry(99, 0, 8, 0));
        refused("unknown element type 99");
        set("a", message(number(1, 1), field(2, message(number(3, 1)))));
        refused("unknown rank");
        set("a", message(number(1, 1), field(2, message(field(2, message(number(1, -2)))))));
        refused("a dimension of -2");
        set("a", message(number(1, 1), field(2, SHAPE), number(3, 1), number(5, 8)));
        refused("in data file 1 of 1");
        set("a", entry(1, -1, 8, 0));
        refused("cannot be");
        set("a", entry(1, 0, 4, 0));
        refused("shape [2] of float32 needs 8 bytes, the entry says 4");
        byte[] huge = field(2, message(number(1, 1L << 62)));
        set("a", message(number(1, 1), field(2, message(huge, huge)), number(5, 8)));
        refused("more elements than can be");
    }

    @Test
    void values() {
        set("a", entry(1, 4, 8, 0));
        refused("'a' needs bytes 4 to 12, the file has 8");
        set("a", entry(1, 0, 8, 1));
        refused("checksum mismatch");
        set("a", entry(8, 0, 16, 0));
        refused("values of type complex64 are not read");
        data = new byte[] {0, 7};
        set(
                "a",
                message(
                        number(1, 10),
                        field(2, SHAPE),
                        number(5, 2),
                        fixed(6, Checksum.mask(Checksum.of(data, 0, 2)))));
        refused("expected booleans, found a byte of 7");
    }

    @Test
    void whatTheStateFileNamesMayBeLong() throws IOException {
        Path state = folder.resolve("checkpoint");
        write(TableWriter.write(entries));
        Files.writeString(state, "\n".repeat(1 << 20) + "model_checkpoint_path: \"" + "\\\\".repeat(200_000) + "c\"\n");
        assertThrows(MalformedFileException.class, () -> TensorBundle.open(folder, true));
        Files.writeString(state, "model_checkpoint_path: \"c\nmodel_checkpoint_path: 'c'\n");
        TensorBundle.open(folder, true).close();
        Files.writeString(state, "model_checkpoint_path: \"/\"\n");
        assertThrows(MalformedFileException.class, () -> TensorBundle.open(folder, true));
    }

    @Test
    void aMissingDataFileIsNamedWithThoseThatAreThere() throws IOException {
        Path prefix = write(TableWriter.write(entries));
        Files.move(folder.resolve("c.data-00000-of-00001"), folder.resolve("c.data-00000-of-00002"));
        try (TensorBundle bundle = TensorBundle.open(prefix, true)) {
            MalformedFileException e = assertThrows(
                    MalformedFileException.class,
                    () -> bundle.array("a").orElseThrow().read());
            assertTrue(e.getMessage().contains("c.data-00000-of-00001"), e.getMessage());
            assertTrue(e.getMessage().contains("there are [c.data-00000-of-00002]"), e.getMessage());
        }
    }

    @Test
    void strings() {
        data = new byte[] {1, 1, 0, 0, 0, 0, 'x', 'y'};
        set("a", entry(7, 0, 8, 0));
        refused("checksum mismatch");
        data = new byte[] {1, 100, 0, 0, 0, 0, 'x', 'y'};
        refused("a length of a string");
        set("a", entry(7, 0, 5, 0));
        refused("expected 6 bytes or more for 2 strings, found 5");
    }

    @Test
    void partitionedTensorsMustBeComplete() {
        byte[] half = field(7, message(field(1, message(number(2, 1)))));
        set("a", message(number(1, 1), field(2, SHAPE), half));
        refused("partitioned tensor [2] is incomplete");
    }

    @Test
    void tensorsInCountlessPartsAreRefused() {
        byte[] none = field(7, message(field(1, message(number(2, 0)))));
        byte[][] parts = new byte[20_000][];
        Arrays.fill(parts, none);
        set("a", message(number(1, 1), field(2, SHAPE), message(parts)));
        refused("a tensor in 20000 parts; at most 16384 are read");
    }

    @Test
    void objectGraphs() {
        graph(message());
        refusedGraph("has no nodes");
        graph(field(1, message(field(1, message(number(1, 17), field(2, key("x")))))));
        refusedGraph("refers to node 17 of 1");
        graph(new byte[] {(byte) 0x0a, 50});
        refusedGraph("is not readable");
    }

    private void graph(byte[] message) {
        byte[] length = TableWriter.little(message.length);
        int crc = Checksum.of(length, 0, 4);
        byte[] stored = TableWriter.little(Checksum.mask(crc));
        data = message(new byte[] {(byte) message.length}, stored, message);
        byte[] all = message(length, stored, message);
        Map<byte[], byte[]> rest = new LinkedHashMap<>(entries);
        entries.clear();
        entries.put(new byte[0], rest.get(rest.keySet().iterator().next()));
        entries.put(
                key("_CHECKPOINTABLE_OBJECT_GRAPH"),
                message(
                        number(1, 7),
                        field(2, message()),
                        number(5, data.length),
                        fixed(6, Checksum.mask(Checksum.of(all, 0, all.length)))));
    }

    private void refusedGraph(String reason) {
        MalformedFileException e = assertThrows(MalformedFileException.class, () -> {
            try (TensorBundle bundle = TensorBundle.open(write(TableWriter.write(entries)), true)) {
                bundle.objectGraph();
            }
        });
        assertTrue(e.getMessage().contains(reason), e.getMessage());
    }

    // ---- mutations of a real one

    @Test
    @Tag("random")
    void someMutants() throws IOException {
        mutate(1, 1000);
    }

    @Test
    @Tag("long")
    void manyMutants() throws IOException {
        mutate(2, 10_000);
    }

    /** Each opens with the values of the original or is refused: what the index says is behind checksums, and so is each value. */
    private void mutate(long seed, int count) throws IOException {
        byte[] index = Files.readAllBytes(Path.of(REAL + ".index"));
        byte[] values = Files.readAllBytes(Path.of(REAL + ".data-00000-of-00001"));
        Map<String, Tensor> original = contents(REAL);
        assertTrue(original.containsKey(KERNEL));
        Random random = new Random(seed);
        Path prefix = folder.resolve("m");
        int[] accepted = {0};
        for (int i = 0; i < count; i++) {
            byte[][] files = {index.clone(), values.clone()};
            byte[] damaged = files[random.nextInt(2)];
            Consumer<byte[]> change = bytes -> bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            for (int c = random.nextInt(3); c >= 0; c--) {
                change.accept(damaged);
            }
            Files.write(Path.of(prefix + ".index"), random.nextInt(20) == 0 ? cut(files[0], random) : files[0]);
            Files.write(
                    Path.of(prefix + ".data-00000-of-00001"),
                    random.nextInt(20) == 0 ? cut(files[1], random) : files[1]);
            try {
                contents(prefix).forEach((name, tensor) -> assertEquals(original.get(name), tensor, name));
                accepted[0]++;
            } catch (MalformedFileException | UnsupportedModelException e) {
                assertTrue(e.getMessage().contains(prefix.toString()), e.getMessage());
            }
        }
        assertTrue(accepted[0] < count / 2, accepted[0] + " accepted");
    }

    private static byte[] cut(byte[] bytes, Random random) {
        return Arrays.copyOf(bytes, random.nextInt(bytes.length));
    }

    private static Map<String, Tensor> contents(Path prefix) {
        Map<String, Tensor> contents = new HashMap<>();
        try (TensorBundle bundle = TensorBundle.open(prefix, true)) {
            bundle.objectGraph().orElseThrow();
            for (String name : bundle.names()) {
                contents.put(name, bundle.array(name).orElseThrow().read());
            }
        }
        return contents;
    }
}
