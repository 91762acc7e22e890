package dev.markhor.formats.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.error.MalformedFileException;
import dev.markhor.error.MarkhorException;
import dev.markhor.error.UnsupportedModelException;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parts of an index that no writer makes. */
class TableTest {
    private static final Path FILE = Path.of("c.index");

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    private static List<String> entries(byte[] block) {
        List<String> entries = new ArrayList<>();
        Block.read(
                "block",
                block,
                4,
                (key, value) -> entries.add(
                        HexFormat.of().formatHex(key) + "=" + HexFormat.of().formatHex(value)));
        return entries;
    }

    @Test
    void keysShareTheirBeginnings() {
        assertEquals(List.of(), entries(hex("00000000")));
        assertEquals(
                List.of("6162=07", "6163=", "61=0809"),
                entries(hex("00 02 01 6162 07   01 01 00 63   01 00 02 0809   00000000 01000000")));
    }

    @ParameterizedTest
    @CsvSource({
        "000000, an end after 3 bytes where 4 more were expected",
        "01000000, 1 restart points in 4 bytes",
        "ffffffff, 4294967295 restart points in 4 bytes",
        "00 00 00 00000000, entries without a restart point",
        "01 01 00 61 00000000 01000000, 'a shared length of 1, expected 0 to 0'",
        "00 05 00 6162636465 00000000 01000000, 'a key length of 5, expected 0 to 4'",
        "00 01 00 61 01 04 00 62636465 00000000 01000000, 'a key length of 4, expected 0 to 3'",
        "00 01 09 61 00000000 01000000, 'a value length of 9, expected 0 to 4'",
        "00 01 04 61 00000000 01000000, an end after 0 bytes where 4 more were expected",
        "00 03 00 61 00000000 01000000, an end after 1 bytes where 3 more were expected",
        "80808080808080808002 00000000 01000000, a number of more than 64 bits",
        "8080808080808080808001 00000000 01000000, a number of more than 64 bits",
        "80808080808080808001 00000000 01000000, 'a shared length of 9223372036854775808, expected 0 to 0'",
    })
    void blocksThatAreNone(String block, String reason) {
        MalformedFileException e = assertThrows(MalformedFileException.class, () -> entries(hex(block)));
        assertEquals("block: found " + reason, e.getMessage());
    }

    private static void refused(Class<? extends MarkhorException> type, byte[] table, String reason) {
        MarkhorException e = assertThrows(type, () -> Table.read(FILE, table, (key, value) -> {}));
        assertTrue(e.getMessage().startsWith(FILE.toString()) && e.getMessage().contains(reason), e.getMessage());
    }

    @Test
    void keysStayBelowThatOfTheirBlock() {
        byte[] block = hex("00 01 00 62 00000000 01000000");
        List<byte[]> keys = new ArrayList<>();
        Table.read(FILE, TableWriter.write(block, hex("62")), (key, value) -> keys.add(key));
        assertArrayEquals(hex("62"), keys.get(0));
        refused(
                MalformedFileException.class,
                TableWriter.write(block, hex("61")),
                "a key beyond what the index block says of its block");
    }

    @Test
    void noKeyStandsTwice() {
        byte[] block = hex("00 01 00 61   00 01 00 61   00000000 01000000");
        refused(MalformedFileException.class, TableWriter.write(block, hex("61")), "keys do not ascend");
    }

    /** A table whose footer says that this is the block of its index. */
    private static byte[] table(int offset, int size) {
        byte[] table = TableWriter.write(hex("00 01 00 61 00000000 01000000"), hex("61"));
        ByteArrayOutputStream footer = new ByteArrayOutputStream();
        for (int number : new int[] {0, 0, offset, size}) {
            TableWriter.varint(footer, number);
        }
        byte[] handles = Arrays.copyOf(footer.toByteArray(), Table.FOOTER_BYTES - 8);
        System.arraycopy(handles, 0, table, table.length - Table.FOOTER_BYTES, handles.length);
        return table;
    }

    @Test
    void blocksThatLeadIntoTheFooter() {
        int most = table(0, 0).length - Table.FOOTER_BYTES;
        for (int offset : new int[] {most - 5, most - 4, most}) {
            String reason = offset == most - 5 ? "checksum mismatch" : "found 0 bytes, which lead out of the file";
            refused(MalformedFileException.class, table(offset, 0), "block at offset " + offset + ": " + reason);
        }
        String reason = "an offset of a block of " + (most + 1) + ", expected 0 to " + most;
        refused(MalformedFileException.class, table(most + 1, 0), reason);
        byte[] alone = Arrays.copyOfRange(table(0, 0), most, most + Table.FOOTER_BYTES);
        refused(MalformedFileException.class, alone, "block at offset 0: found 0 bytes, which lead out of the file");
    }

    /** Keys of a megabyte take two bytes each in the file, as each has all but the last byte of the one before. */
    @Test
    void keysTogether() {
        int[] read = {0};
        Table.read(FILE, longKeys(128), (key, value) -> read[0]++);
        assertEquals(128, read[0]);
        refused(UnsupportedModelException.class, longKeys(129), "keys of more than 134217728 bytes together");
    }

    private static byte[] longKeys(int count) {
        int length = 1 << 20;
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        TableWriter.varint(block, 0);
        TableWriter.varint(block, length);
        TableWriter.varint(block, 0);
        block.writeBytes(new byte[length]);
        for (int i = 1; i < count; i++) {
            TableWriter.varint(block, length - 1);
            TableWriter.varint(block, 1);
            TableWriter.varint(block, 0);
            block.write(i);
        }
        block.writeBytes(hex("00000000 01000000"));
        return TableWriter.write(block.toByteArray(), hex("ff"));
    }
}
