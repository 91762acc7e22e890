package dev.markhor.formats.hdf5;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.error.MarkhorException;
import dev.markhor.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Structures that Keras does not write and other programs may, as golden/hdf5/rare.py made them, and the same with one field made wrong. */
class RareStructuresTest {
    private static final Path FILES = TestFiles.HDF5.resolve("rare");
    private static final Tensor VALUES = values();

    @TempDir
    private Path folder;

    private static Tensor values() {
        float[] values = new float[24];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        return Tensor.of(values, 4, 6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"space_in_pages", "implicit_chunks", "every_filter", "checksum_before_compression"})
    void values(String name) {
        assertEquals(Map.of("/values", VALUES), TestFiles.contents(FILES.resolve(name + ".h5")));
        try (Hdf5File file = Hdf5File.openWithoutLibrary(FILES.resolve(name + ".h5"))) {
            assertEquals(Map.of("/values", VALUES), TestFiles.contents(file));
        }
    }

    @Test
    void whatWasNeverWrittenHasTheFillValue() {
        Map<String, Tensor> expected = Map.of(
                "/whole", Tensor.of(new float[] {7, 7, 7, 7, 7, 7}, 2, 3),
                "/chunks", Tensor.of(new float[] {1, 7, 7, 7, 7, 7}, 2, 3));
        Path path = FILES.resolve("never_written.h5");
        assertEquals(expected, TestFiles.contents(path));
        try (Hdf5File file = Hdf5File.openWithoutLibrary(path)) {
            assertEquals(expected, TestFiles.contents(file));
        }
    }

    /** Of 140,000 chunks five are there: one of them in the largest block without pages. */
    @Test
    void pagesOfAGrowingArray() {
        byte[] expected = new byte[140_000];
        for (int place : new int[] {0, 1000, 40_000, 135_000, 139_999}) {
            expected[place] = (byte) (place % 251);
        }
        try (Hdf5File file = Hdf5File.openWithoutLibrary(FILES.resolve("pages_of_a_growing_array.h5"))) {
            Tensor values = file.root().dataset("values").orElseThrow().read();
            byte[] found = new byte[expected.length];
            values.buffer().get(found);
            assertArrayEquals(expected, found);
        }
    }

    private static int find(byte[] bytes, String signature, int number) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int at = -1;
        for (int i = 0; i <= number; i++) {
            at = text.indexOf(signature, at + 1);
        }
        assertTrue(at >= 0, "no " + signature);
        return at;
    }

    /** The same file with other bytes behind one of the places that have a signature. */
    private Path changed(String name, String signature, int number, int offset, String bytes) throws IOException {
        byte[] file = Files.readAllBytes(FILES.resolve(name + ".h5"));
        byte[] patch = HexFormat.of().parseHex(bytes.replace(" ", ""));
        System.arraycopy(patch, 0, file, find(file, signature, number) + offset, patch.length);
        Checksums.mend(file);
        return Files.write(folder.resolve("changed.h5"), file);
    }

    private void refused(String name, String signature, int number, int offset, String bytes, String reason)
            throws IOException {
        Path file = changed(name, signature, number, offset, bytes);
        String message = assertThrows(MarkhorException.class, () -> {
                    try (Hdf5File open = Hdf5File.openWithoutLibrary(file)) {
                        TestFiles.contents(open);
                    }
                })
                .getMessage();
        assertTrue(message.contains("changed.h5") && message.contains(reason), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "27 | 02 | HDF5 feature that is not read: message of version 2",
                "28 | 04 | file space strategy: expected 0 to 3, found 4",
                "29 | 01 | HDF5 feature that is not read: free space that is kept in the file",
                "38 | ff01 | file space page: expected 512 to 1073741824, found 511",
                "23 | 16 | HDF5 feature that is not read: superblock extension with message type 22",
                "23 | 13 1d00 14 01 2000 1000 0400 | HDF5 feature that is not read: message of version 1",
                "23 | 13 1d00 14 00 0000 1000 0400 | chunk tree size: expected 1 to 4096, found 0",
                "23 | 13 1d00 14 00 2000 0000 0400 | group tree size: expected 1 to 1024, found 0",
                "23 | 13 1d00 14 00 2000 1000 0000 | group leaf size: expected 1 to 1024, found 0",
            })
    void superblockExtension(int offset, String bytes, String reason) throws IOException {
        refused("space_in_pages", "OHDR", 0, offset, bytes, reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "24 | 00 | a dataset without a dataspace",
                "64 | 00 | a dataset without a datatype",
                "94 | 00 | HDF5 feature that is not read: datatype with a name of its own",
                "116 | 16 0500 00 00 00000000 00 9700 00 | an object without links to it",
                "116 | 0a 0200 00 0000 00 9a00 00 | a dataset with messages of a group",
                "116 | 0e | HDF5 feature that is not read: old modification time",
                "116 | 0f | HDF5 feature that is not read: shared message table",
                "116 | 14 | HDF5 feature that is not read: driver information",
                "116 | 30 | HDF5 feature that is not read: message type 48",
                "116 | 30 a000 80 | HDF5 feature that is not read: message type 48 with flags 128",
            })
    void messagesOfADataset(int offset, String bytes, String reason) throws IOException {
        refused("space_in_pages", "OHDR", 2, offset, bytes, reason);
    }

    /** Sizes of trees in the extension; a comment, and how many names a dataset has, in the place of unused bytes; no fill value. */
    @ParameterizedTest
    @CsvSource({
        "0, 23, 13 1d00 14 00 2000 1000 0400",
        "2, 116, 0d 0800 00 6162630000000000 00 9400 00",
        "2, 116, 16 0500 00 00 02000000 00 9700 00",
        "2, 88, 00",
    })
    void messagesThatChangeNothing(int number, int offset, String bytes) throws IOException {
        Path file = changed("space_in_pages", "OHDR", number, offset, bytes);
        try (Hdf5File open = Hdf5File.openWithoutLibrary(file)) {
            assertEquals(Map.of("/values", VALUES), TestFiles.contents(open));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "implicit_chunks | OHDR | 1 | 105 | 01 | bytes of a chunk's element: expected 4, found 1",
                "implicit_chunks | OHDR | 1 | 107 | ffff | address of the chunk index: expected an address up to",
                "pages_of_a_growing_array | EADB | 2 | 14 | 01 | offset of the block: expected 133104, found",
                "pages_of_a_growing_array | EADB | 2 | 6 | 01 | header of the block: expected 479, found",
                "pages_of_a_growing_array | EADB | 3 | 40 | 01 | checksum error",
                "pages_of_a_growing_array | EASB | 0 | 24 | 04 | checksum error",
            })
    void chunks(String name, String signature, int number, int offset, String bytes, String reason) throws IOException {
        refused(name, signature, number, offset, bytes, reason);
    }

    @Test
    void aDatasetWithoutAShape() {
        try (Hdf5File file = Hdf5File.open(FILES.resolve("nothing.h5"))) {
            assertEquals(
                    Tensor.of(new float[0], 0),
                    file.root().dataset("values").orElseThrow().read());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "large_unsigned | unsigned value 9223372036854775808 exceeds the largest int64",
                "opaque | cannot interpret 3-byte opaque data",
            })
    void valuesOfNoType(String name, String reason) {
        String message = assertThrows(MarkhorException.class, () -> TestFiles.contents(FILES.resolve(name + ".h5")))
                .getMessage();
        assertTrue(message.contains(name + ".h5") && message.contains(reason), message);
    }

    @Test
    void aDatasetAsRoot() throws IOException {
        refused("space_in_pages", "HDF", 0, 35, "0002000000000000", "expected a group as root, found a dataset");
    }
}
