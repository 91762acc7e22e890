package dev.markhor.formats.hdf5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.error.MarkhorException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** As {@link StructuresTest}, for structures of any length: their checksums are made right again, so that only the wrong field is left. */
class SealedStructuresTest {
    @TempDir
    private Path folder;

    private static byte[] load(String name) throws IOException {
        return Files.readAllBytes(TestFiles.HDF5.resolve("rewrites/" + name + ".h5"));
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

    /** Puts bytes into a structure and mends its checksum. */
    private static void change(byte[] file, String signature, int number, int offset, String bytes) {
        int at = find(file, signature, number);
        int covered = Checksums.covered(file, at);
        byte[] patch = HexFormat.of().parseHex(bytes.replace(" ", ""));
        System.arraycopy(patch, 0, file, at + offset, patch.length);
        Checksums.mend(file, at, covered);
    }

    private String error(byte[] file) throws IOException {
        Path path = Files.write(folder.resolve("changed.h5"), file);
        return assertThrows(
                        MarkhorException.class,
                        () -> Hdf5File.openWithoutLibrary(path).close())
                .getMessage();
    }

    private void refused(String name, String signature, int number, int offset, String bytes, String reason)
            throws IOException {
        byte[] file = load(name);
        change(file, signature, number, offset, bytes);
        String message = error(file);
        assertTrue(message.contains(reason), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "86 | 01 | number of huge objects: expected 0, found 1",
                "5 | 1000 | expected identifiers of 7 bytes, found 16",
                "140 | 1600 | indirect heap block at address 202366 with 725 bytes: expected inside of the file",
                "140 | 1700 | with 23 rows",
            })
    void heapHeaders(int offset, String bytes, String reason) throws IOException {
        refused("kinds.latest_many_links", "FRHP", 0, offset, bytes, reason);
    }

    /** Behind the hash of its name a link's record has its place in the heap: kind, offset and length. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "6 | ff | hash of a name: expected another value",
                "10 | 40 | version of a heap identifier: expected 0, found 1",
                "10 | 20 | heap identifier of kind 2",
                "11 | 14000000 | heap object at offset 20 with",
                "11 | 15000000 0000 | heap object at offset 21 with 0 bytes lies outside of its block",
                "11 | 15000000 eb01 | expected the end, found 473 more bytes",
                "11 | 15000000 ec01 | heap object at offset 21 with 492 bytes lies outside of its block",
            })
    void placesInAHeap(int offset, String bytes, String reason) throws IOException {
        refused("kinds.latest_many_links", "BTLF", 0, offset, bytes, reason);
    }

    /** Attributes of more than 64 KiB lie beside their heap. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FRHP | 5 | 1000 | expected identifiers of 8 bytes, found 16",
                "FRHP | 5 | 1100 | HDF5 feature that is not read: huge objects addressed directly",
                "FRHP | 86 | 04 | number of huge objects: expected 4, found 5",
                "BTLF | 7 | 63 | expected huge object 99, found none",
                "BTLF | 14 | 02 | HDF5 feature that is not read: shared attribute",
                "BTLF | 19 | ff | hash of a name: expected another value",
                "BTLF | 40 | 0002010000003b00 | two names for one heap object",
            })
    void hugeObjects(String signature, int offset, String bytes, String reason) throws IOException {
        refused("kinds.latest_large_attributes", signature, 0, offset, bytes, reason);
    }

    @Test
    void aHugeObjectStandsOnce() throws IOException {
        String leaf = "BTLF\0\1"; // its second record, behind address and length
        refused("kinds.latest_large_attributes", leaf, 0, 6 + 24 + 16, "01", "huge object 1 stands twice");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FHIB | 5 | ff | heap of the block: expected",
                "FHIB | 13 | ff | offset of the block: expected 0, found 255",
                "FHDB | 13 | ff | offset of the block: expected 8192, found 8447",
            })
    void heapBlocks(String signature, int offset, String bytes, String reason) throws IOException {
        refused("kinds.latest_many_links", signature, 0, offset, bytes, reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "EAHD | 5 | 01 | class of the array: expected 0, found 1",
                "EAIB | 5 | 01 | class of the array: expected 0, found 1",
                "EADB | 5 | 01 | class of the array: expected 0, found 1",
                "EAHD | 44 | 04 | a block beyond the largest index of an extensible array",
            })
    void growingArrays(String signature, int offset, String bytes, String reason) throws IOException {
        refused("kinds.latest_growing", signature, 0, offset, bytes, reason);
    }

    @Test
    void theLastChunkOfAGrowingArray() throws IOException {
        byte[] file = load("kinds.latest_growing");
        int at = find(file, "EAHD", 0) + 44;
        int used = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
        change(file, "EAHD", 0, 44, HexFormat.of().toHexDigits((byte) (used - 1)));
        String message = error(file);
        assertTrue(message.contains("a chunk beyond the largest index of an extensible array"), used + ": " + message);
    }

    /** Parameters of a growing array as its dataset and its header repeat them; they agree here and are impossible. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "00 04 04 10 0a | bits of an index: expected 1 to 60, found 0",
                "3d 04 04 10 0a | bits of an index: expected 1 to 60, found 61",
                "20 04 04 10 00 | bits of a page: expected 1 to 30, found 0",
                "20 04 04 10 1f | bits of a page: expected 1 to 30, found 31",
                "20 04 04 03 0a | sizes of an extensible array: expected powers of 2",
                "20 04 03 10 0a | sizes of an extensible array: expected powers of 2",
                "20 04 01 10 0a | sizes of an extensible array: expected powers of 2",
                "07 04 04 10 0a | an extensible array with too few bits",
                "08 04 04 10 0a | extensible array index block at address 990: checksum error",
                "20 04 04 10 03 | pages in the first blocks of an extensible array",
            })
    void parametersOfGrowingArrays(String parameters, String reason) throws IOException {
        byte[] file = load("kinds.latest_growing");
        byte[] written = {0x20, 4, 4, 0x10, 0x0a};
        byte[] wanted = HexFormat.of().parseHex(parameters.replace(" ", ""));
        int layout = find(file, new String(written, StandardCharsets.ISO_8859_1), 0);
        int header = new String(file, 0, layout, StandardCharsets.ISO_8859_1).lastIndexOf("OHDR");
        int covered = Checksums.covered(file, header);
        assertTrue(header + covered > layout, "the layout is not in the header before it");
        System.arraycopy(wanted, 0, file, layout, 5);
        Checksums.mend(file, header, covered);
        // the array's own header has the two numbers in the middle the other way round
        change(file, "EAHD", 0, 7, HexFormat.of().formatHex(new byte[] {
            wanted[0], wanted[1], wanted[3], wanted[2], wanted[4]
        }));
        String message = error(file);
        assertTrue(message.contains(reason), message);
    }

    @Test
    void heapsWithoutChecksums() throws IOException {
        byte[] file = load("kinds.latest_many_links");
        change(file, "FRHP", 0, 9, "00");
        int heap = find(file, "FRHP", 0);
        int block = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(heap + 132);
        assertEquals(block, new String(file, StandardCharsets.ISO_8859_1).indexOf("FHDB", block));
        file[block + 17] ^= 1; // the checksum that nobody looks at
        Path path = Files.write(folder.resolve("unchecked.h5"), file);
        Path original = TestFiles.HDF5.resolve("rewrites/kinds.latest_many_links.h5");
        try (Hdf5File changed = Hdf5File.openWithoutLibrary(path)) {
            assertEquals(TestFiles.contents(original), TestFiles.contents(changed));
        }
    }

    /** The length of an object has the bytes that the longest one may need. */
    @ParameterizedTest
    @CsvSource({"c8000000, 01", "ffffff7f, 00"})
    void lengthsOfObjects(String longest, String behind) throws IOException {
        byte[] file = load("kinds.latest_many_links");
        change(file, "FRHP", 0, 10, longest);
        change(file, "BTLF", 0, 16, behind);
        Path path = Files.write(folder.resolve("shorter.h5"), file);
        Path original = TestFiles.HDF5.resolve("rewrites/kinds.latest_many_links.h5");
        try (Hdf5File changed = Hdf5File.openWithoutLibrary(path)) {
            assertEquals(TestFiles.contents(original), TestFiles.contents(changed));
        }
    }
}
