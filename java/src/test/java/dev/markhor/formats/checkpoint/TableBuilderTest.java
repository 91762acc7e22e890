package dev.markhor.formats.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableBuilderTest {
    private static final Path GOLDEN = Path.of("..", "golden");

    private static TreeMap<byte[], byte[]> map() {
        return new TreeMap<>(Arrays::compareUnsigned);
    }

    private static byte[] build(TreeMap<byte[], byte[]> entries) {
        TableBuilder table = new TableBuilder();
        entries.forEach(table::add);
        return table.finish();
    }

    static List<Path> indexes() throws IOException {
        try (Stream<Path> files = Files.walk(GOLDEN)) {
            List<Path> indexes = files.filter(file -> file.toString().endsWith(".index"))
                    .sorted()
                    .toList();
            assertTrue(indexes.size() > 70, indexes::toString);
            return indexes;
        }
    }

    /** One of them has several blocks. */
    @ParameterizedTest
    @MethodSource("indexes")
    void indexesOfTensorFlowComeOutAsTheyWere(Path index) throws IOException {
        byte[] table = Files.readAllBytes(index);
        TreeMap<byte[], byte[]> entries = map();
        Table.read(index, table, entries::put);
        assertArrayEquals(table, build(entries));
    }

    /** Around the numbers where restart points and blocks begin. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, 32, 33, 2000, 40_000})
    void whatIsWrittenIsRead(int count) {
        Random random = new Random(count);
        TreeMap<byte[], byte[]> entries = map();
        while (entries.size() < count) {
            byte[] key = new byte[random.nextInt(12)];
            random.nextBytes(key);
            for (int i = 0; i < key.length; i++) {
                key[i] = (byte) (key[i] % 3); // 0, 1, 2, fe, ff: many begin alike
            }
            byte[] value = new byte[random.nextInt(40)];
            random.nextBytes(value);
            entries.put(key, value);
        }
        TreeMap<byte[], byte[]> found = map();
        Table.read(Path.of("c.index"), build(entries), found::put);
        assertEquals(entries.size(), found.size());
        found.forEach((key, value) -> assertArrayEquals(entries.get(key), value));
    }

    /** A restart point has the whole key: after 16 entries. */
    @Test
    void keysOmitWhatTheyShare() {
        BlockBuilder block = new BlockBuilder(2);
        for (String key : List.of("layer-0", "layer-1", "layer-10")) {
            block.add(key.getBytes(StandardCharsets.UTF_8), new byte[] {'v'});
        }
        String text = new String(block.finish(), StandardCharsets.ISO_8859_1);
        assertEquals(
                "\0\7\1layer-0v" + "\6\1\1" + "1v" + "\0\10\1layer-10v" + "\0\0\0\0" + "\20\0\0\0" + "\2\0\0\0", text);
    }

    @ParameterizedTest
    @CsvSource({"abc,abz,abd", "abc,abd,abc", "ab,abc,ab", "a1x,c,b", "'',a,''"})
    void separators(String key, String next, String separator) {
        assertEquals(
                separator,
                new String(TableBuilder.separator(
                        key.getBytes(StandardCharsets.UTF_8), next.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void successors() {
        assertArrayEquals(new byte[] {'m'}, TableBuilder.successor(new byte[] {'l', 'a'}));
        byte[] high = {-1, -1};
        assertArrayEquals(high, TableBuilder.successor(high));
        assertArrayEquals(new byte[] {-1, 1}, TableBuilder.successor(new byte[] {-1, 0, 5}));
        assertArrayEquals(new byte[0], TableBuilder.successor(new byte[0]));
    }
}
