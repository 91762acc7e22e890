package dev.markhor.formats.hdf5.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.error.MalformedFileException;
import dev.markhor.formats.hdf5.io.Bytes;
import dev.markhor.formats.hdf5.io.Claims;
import dev.markhor.formats.hdf5.io.FileBytes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trees of version 2 of any depth; files of a convenient size have two levels. */
class Tree2Test {
    private static final int NODE = 64;
    private static final int RECORD = 11;

    @TempDir
    private Path folder;

    private static Bytes header(int nodeBytes, int recordBytes, int depth, long root, int rootRecords, long total) {
        return new Bytes()
                .text("BTHD")
                .u8(0, Tree2.LINKS_BY_NAME)
                .u32(nodeBytes)
                .u16(recordBytes)
                .u16(depth)
                .u8(100, 40)
                .u64(root)
                .u16(rootRecords)
                .u64(total)
                .checksum();
    }

    private List<Integer> read(Bytes bytes, int recordBytes) {
        List<Integer> records = new ArrayList<>();
        try (FileBytes file = bytes.open(folder)) {
            Tree2.read(file, new Claims(file), 0, Tree2.LINKS_BY_NAME, recordBytes, in -> records.add(in.u8()));
        }
        return records;
    }

    private void refused(String reason, Bytes bytes, int recordBytes) {
        MalformedFileException e = assertThrows(MalformedFileException.class, () -> read(bytes, recordBytes));
        assertTrue(e.getMessage().contains(reason), e.getMessage());
    }

    private static Bytes node(String signature, int... records) {
        Bytes node = new Bytes().text(signature).u8(0, Tree2.LINKS_BY_NAME);
        for (int record : records) {
            node.u8(record).zeros(RECORD - 1);
        }
        return node;
    }

    private static void add(Bytes file, Bytes node) {
        byte[] bytes = node.checksum().toArray();
        file.bytes(bytes).zeros(NODE - bytes.length);
    }

    /** A root, two nodes, four leaves, in this order, of seven records. */
    private static Bytes threeLevels(int totalBelow) {
        Bytes file = header(NODE, RECORD, 2, 38, 1, 7);
        long first = 38;
        add(
                file,
                node("BTIN", 4)
                        .u64(first + NODE)
                        .u8(1, totalBelow)
                        .u64(first + 2 * NODE)
                        .u8(1, 3));
        for (int i = 0; i < 2; i++) {
            long leaf = first + (3 + 2 * i) * NODE;
            add(file, node("BTIN", 2 + 4 * i).u64(leaf).u8(1).u64(leaf + NODE).u8(1));
        }
        for (int i = 0; i < 4; i++) {
            add(file, node("BTLF", 1 + 2 * i));
        }
        return file;
    }

    @Test
    void recordsComeInOrder() {
        assertEquals(List.of(1, 2, 3, 4, 5, 6, 7), read(threeLevels(3), RECORD));
        refused("records below a node: expected 2, found 3", threeLevels(2), RECORD);
    }

    /** By the formulas of the file format: what is left of a node beside its head, in records and pointers. */
    @ParameterizedTest
    @CsvSource({
        "0, 512, 11, 45",
        "1, 512, 11, 24",
        "2, 512, 11, 22",
        "3, 512, 11, 22",
        "4, 512, 11, 21",
        "0, 4096, 8, 510",
        "1, 4096, 8, 226",
        "2, 4096, 8, 193",
        "0, 64, 54, 1",
        "1, 64, 36, 1",
    })
    void asManyRecordsAsANodeHasRoomFor(int depth, int nodeBytes, int recordBytes, int most) {
        for (int records : new int[] {0, most + 1}) {
            Bytes file = header(nodeBytes, recordBytes, depth, 38, records, records);
            file.text(depth == 0 ? "BTLF" : "BTIN").u8(0, Tree2.LINKS_BY_NAME).zeros(nodeBytes);
            refused("records of a node: expected 1 to " + most + ", found " + records, file, recordBytes);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 55", "1, 37", "1, 54"})
    void nodesWithoutRoom(int depth, int recordBytes) {
        refused("a node has no room for a record", header(NODE, recordBytes, depth, -1, 0, 0), recordBytes);
    }
}
