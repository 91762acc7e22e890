package dev.markhor.formats.hdf5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.error.MarkhorException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each structure on disk, with one field made wrong: the error names the structure, the field and both values. A row is a file, the
 * structure's signature, the field's offset behind the start of the signature, the new bytes, and what the error must say.
 */
class StructuresTest {
    private static final String OLD = "kinds.h5";

    @TempDir
    private Path folder;

    private static byte[] load(String name) throws IOException {
        Path plain = TestFiles.HDF5.resolve(name);
        return Files.readAllBytes(Files.exists(plain) ? plain : TestFiles.HDF5.resolve("rewrites/" + name + ".h5"));
    }

    private String error(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("damaged.h5"), bytes);
        MarkhorException e = assertThrows(MarkhorException.class, () -> {
            try (Hdf5File open = Hdf5File.openWithoutLibrary(file)) {
                TestFiles.contents(open);
            }
        });
        assertTrue(e.getMessage().contains("damaged.h5"), e.getMessage());
        return e.getMessage();
    }

    private static int find(byte[] bytes, String signature) {
        byte[] wanted = signature.getBytes(StandardCharsets.ISO_8859_1);
        for (int at = 0; at <= bytes.length - wanted.length; at++) {
            if (Arrays.equals(wanted, Arrays.copyOfRange(bytes, at, at + wanted.length))) {
                return at;
            }
        }
        throw new AssertionError("no " + signature);
    }

    private static byte[] hex(String text) {
        byte[] bytes = new byte[text.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(text.substring(2 * i, 2 * i + 2), 16);
        }
        return bytes;
    }

    private void check(String name, String signature, int offset, String bytes, String reason) throws IOException {
        byte[] file = load(name);
        byte[] patch = hex(bytes);
        System.arraycopy(patch, 0, file, find(file, signature) + offset, patch.length);
        Checksums.mend(file);
        String message = error(file);
        assertTrue(message.contains(reason), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "8 | 07 | superblock of version 7",
                "9 | 01 | version of free space: expected 0, found 1",
                "10 | 01 | version of the root group: expected 0, found 1",
                "12 | 01 | version of shared messages: expected 0, found 1",
                "56 | 01 | root name: expected 0, found 1",
                "13 | 04 | addresses of 4 and lengths of 8 bytes",
                "16 | 0000 | group leaf size: expected 1 to 1024, found 0",
                "20 | 01 | consistency flags: expected 0, found 1",
                "24 | 10 | base address: expected 0, found 16",
                "32 | 00 | free-space information",
                "40 | ffffff | truncated HDF5 file: the header says 16777215 bytes, the file has",
                "48 | 00 | HDF5 feature that is not read: driver information",
                "64 | 0000000001 | object header at address 4294967296",
                "100 | 00000000 | an object without links to it",
                "72 | 02 | root cache: expected 0 to 1, found 2",
                "80 | 90 | its parent repeats it with other addresses",
            })
    void oldSuperblock(int offset, String bytes, String reason) throws IOException {
        check(OLD, "\u0089HDF", offset, bytes, reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "9 | 04 | addresses of 4 and lengths of 8 bytes",
                "11 | 01 | consistency flags (open for writing?): expected 0, found 1",
                "12 | 10 | base address: expected 0, found 16",
                "20 | 0000000000000000 | object header at address 0",
                "28 | ffffff7f | truncated HDF5 file: the header says",
            })
    void newSuperblock(int offset, String bytes, String reason) throws IOException {
        check("kinds.latest_v114", "\u0089HDF", offset, bytes, reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "4 | 03 | HDF5 feature that is not read",
                "5 | c0 | object header flags 192",
                "6 | ff | object header",
                "5 | 23 | object header longer than the file",
            })
    void newObjectHeader(int offset, String bytes, String reason) throws IOException {
        check("kinds.latest_v114", "OHDR", offset, bytes, reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "4 | 01 | local heap of version 1",
                "8 | 00000000000000 | a local heap without data",
                "8 | ffffffffffffff | local heap data",
                "16 | 07 | free block",
                "24 | 00000000 | overlaps another structure",
            })
    void localHeap(int offset, String bytes, String reason) throws IOException {
        check(OLD, "HEAP", offset, bytes, reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "4 | 01 | group tree node at address 136: kind of tree: expected 0, found 1",
                "5 | 14 | tree too deep",
                "6 | ffff | number of entries: expected",
                "8 | 00 | the root of a tree has siblings",
                "24 | ffff | offset of a name: expected 0 to",
                "32 | ffff | symbol node at address",
                "24 | 20 | a key beyond the names below it",
                "40 | 00 | keys do not ascend",
                "40 | 10 | a name outside of its keys",
            })
    void groupTree(int offset, String bytes, String reason) throws IOException {
        check(OLD, "TREE", offset, bytes, reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "4 | 02 | HDF5 feature that is not read: symbol node of version 2",
                "6 | 0000 | number of symbols: expected 1 to 8, found 0",
                "6 | 0900 | number of symbols: expected 1 to 8, found 9",
                "8 | 00 | name of a link is empty or a path",
                "16 | 6000 | the group leads back to its ancestor /",
                "24 | 07 | cache of a symbol: expected 0 to 2, found 7",
                "48 | 10 | names do not ascend",
                "32 | 88 | its parent repeats it with other addresses",
            })
    void symbolNode(int offset, String bytes, String reason) throws IOException {
        check(OLD, "SNOD", offset, bytes, reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "4 | 02 | global heap of version 2",
                "8 | 0800 | size of the heap: expected 4096 to",
                "8 | 00000001 | size of the heap: expected 4096 to",
                "16 | 4000 | expected string",
                "24 | ffffffffff | an object of",
            })
    void globalHeap(int offset, String bytes, String reason) throws IOException {
        check(OLD, "GCOL", offset, bytes, reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "8 | 00 | the root of a tree has siblings",
                "24 | 00000000 | bytes of chunk [",
                "28 | 01 | filter mask",
                "32 | 01 | keys do not ascend",
                "40 | 0000000000000080 | offset of a chunk: expected less than 2^63",
            })
    void chunkTree(int offset, String bytes, String reason) throws IOException {
        check("kinds.earliest_many_chunks", "TREE\u0001\0", offset, bytes, reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "4 | 01 | tree header of version 1",
                "5 | 06 | kind of tree: expected",
                "6 | 10000000 | bytes of a node: expected 64 to",
                "10 | 05 | bytes of a record: expected",
                "12 | ff | tree depth: expected 0 to 16",
                "16 | 0000000000000000 | tree node at address 0",
                "24 | 00 | records of a node: expected 1 to",
                "26 | 00 | number of records: expected 0, found",
                "16 | ffffffffffffffff | number of records of an empty tree: expected 0, found 24",
            })
    void newTree(int offset, String bytes, String reason) throws IOException {
        check("kinds.latest_many_links", "BTHD", offset, bytes, reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5 | ff00 | bytes of a heap identifier: expected 7 to 64, found 255",
                "5 | 0900 | expected identifiers of 7 bytes, found 9",
                "7 | 0100 | fractal heap with filters",
                "9 | ff | flags 255",
                "102 | 01 | tiny objects in a fractal heap",
                "110 | 0300 | width of the heap: expected a power of 2, found 3",
                "110 | 0008 | width of the heap: expected a power of 2, found 2048",
                "112 | 01 | size of the first block: expected a power of 2",
                "112 | 1000 | size of the first block: expected a power of 2, found 16",
                "112 | 0000 | size of the first block: expected a power of 2, found 0",
                "120 | 0100 | size of the largest block: expected a power of 2",
                "120 | 00000080 | size of the largest block: expected a power of 2, found 2147483648",
                "128 | ff00 | bits of an offset: expected",
                "132 | 0000000000000000 | heap block at address 0",
                "132 | ffffffffffffffff | expected a heap block with offset 123, found none",
                "140 | ff00 | rows",
            })
    void fractalHeap(int offset, String bytes, String reason) throws IOException {
        check("kinds.latest_many_links", "FRHP", offset, bytes, reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kinds.latest_many_links | BTLF | 8 | ff | checksum error",
                "kinds.latest_many_links | BTIN | 8 | ff | checksum error",
                "kinds.latest_many_links | FHDB | 40 | ff | checksum error",
                "kinds.latest_many_links | FHIB | 8 | ff | checksum error",
                "kinds.latest_many_links | FHDB | 5 | ff | heap of the block: expected",
                "kinds.latest_large_attributes | FHDB | 5 | ff | heap of the block: expected",
                "kinds.latest_v114 | FADB | 14 | ff | checksum error",
                "kinds.latest_v114 | FADB | 6 | ff | header of the block: expected",
                "kinds.latest_v114 | FADB | 5 | 07 | class of the array: expected 1, found 7",
                "kinds.latest_fixed_array_in_pages | FADB | 14 | 0f | checksum error",
                "kinds.latest_growing | EAIB | 14 | ff | checksum error",
                "kinds.latest_growing | EADB | 14 | ff | offset of the block: expected",
                "kinds.latest_growing | EADB | 6 | ff | header of the block: expected",
                "kinds.latest_growing_far | EASB | 14 | ff | offset of the block: expected",
                "kinds.latest_growing_far | EASB | 20 | ff | checksum error",
            })
    void blocks(String name, String signature, int offset, String bytes, String reason) throws IOException {
        check(name, signature, offset, bytes, reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kinds.latest_v114 | FAHD | 5 | 00 | class of the array: expected 1, found 0",
                "kinds.latest_v114 | FAHD | 6 | 01 | bytes of an entry: expected",
                "kinds.latest_v114 | FAHD | 7 | 0b | bits of a page: expected 10, found 11",
                "kinds.latest_v114 | FAHD | 8 | ff | number of entries: expected",
                "kinds.latest_v114 | FAHD | 16 | 0000 | fixed array block at address",
                "kinds.latest_growing | EAHD | 6 | 01 | bytes of an entry: expected 8, found 1",
                "kinds.latest_growing | EAHD | 7 | 21 | bits of an index: expected 32, found 33",
                "kinds.latest_growing | EAHD | 8 | 05 | entries of the index block: expected 4, found 5",
                "kinds.latest_growing | EAHD | 9 | 03 | entries of the first data block: expected 16, found 3",
                "kinds.latest_growing | EAHD | 10 | 01 | pointers of the first super block: expected 4, found 1",
                "kinds.latest_growing | EAHD | 11 | 01 | bits of a page: expected 10, found 1",
                "kinds.latest_growing | EAHD | 44 | ffffffffff | largest index: expected 0 to",
                "kinds.latest_growing | EAHD | 44 | 00 | a chunk beyond the largest index of an extensible array",
                "kinds.latest_growing | EAHD | 60 | 0000000000000000 | extensible array index block at address 0",
            })
    void arrayHeaders(String name, String signature, int offset, String bytes, String reason) throws IOException {
        check(name, signature, offset, bytes, reason);
    }

    /** Wherever a file is cut off, it is refused. */
    @Tag("slow")
    @Test
    void cutFiles() throws IOException {
        for (String name : new String[] {OLD, "kinds.latest_v114", "multiplier_k2.user_block"}) {
            byte[] file = load(name);
            int steps = 150;
            for (int i = 0; i < steps; i++) {
                String message = error(Arrays.copyOf(file, (int) ((long) file.length * i / steps)));
                assertTrue(message.contains("HDF5"), message);
            }
        }
    }

    /** Bytes behind the end that the superblock states belong to nobody. */
    @Test
    void bytesBehindTheEnd() throws IOException {
        byte[] file = load(OLD);
        Path longer = Files.write(folder.resolve("longer.h5"), Arrays.copyOf(file, file.length + 1000));
        assertEquals(TestFiles.contents(TestFiles.KINDS), TestFiles.contents(longer));
    }
}
