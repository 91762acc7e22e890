package dev.markhor.formats.hdf5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.error.MarkhorException;
import dev.markhor.formats.hdf5.io.Bytes;
import dev.markhor.formats.hdf5.io.FileBytes;
import dev.markhor.formats.hdf5.io.Hdf5Limits;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Groups, byte by byte: what may stand in one. */
class GateTest {
    private static final int ROOT = 48;
    private static final int SOFT = 1;

    @TempDir
    private Path folder;

    private static Bytes message(int type, Bytes body) {
        int length = body.toArray().length;
        int padding = (8 - length % 8) % 8;
        return new Bytes()
                .u16(type)
                .u16(length + padding)
                .zeros(4)
                .bytes(body.toArray())
                .zeros(padding);
    }

    private static Bytes linkInfo(long heap) {
        return message(0x02, new Bytes().u8(0, 0).u64(heap).u64(heap));
    }

    private static Bytes softLink(String name) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        return message(
                0x06, new Bytes().u8(1, 8, SOFT, utf8.length).bytes(utf8).u16(1).text("x"));
    }

    private static Bytes hardLink(String name, long address) {
        return message(0x06, new Bytes().u8(1, 0, name.length()).text(name).u64(address));
    }

    private static Bytes attribute(String name) {
        return message(
                0x0c,
                new Bytes()
                        .u8(3, 0)
                        .u16(name.length() + 1)
                        .u16(8)
                        .u16(4)
                        .u8(0)
                        .text(name + "\0")
                        .u8(0x13, 0, 0, 0)
                        .u32(1)
                        .u8(2, 0, 0, 0, 'v'));
    }

    private static byte[] group(Bytes... messages) {
        Bytes all = new Bytes();
        for (Bytes message : messages) {
            all.bytes(message.toArray());
        }
        int length = all.toArray().length;
        return new Bytes()
                .u8(1, 0)
                .u16(messages.length)
                .u32(1)
                .u32(length)
                .zeros(4)
                .bytes(all.toArray())
                .toArray();
    }

    private Node.Group check(byte[] objects) {
        Bytes file = new Bytes()
                .u8(0x89)
                .text("HDF\r\n\u001a\n")
                .u8(2, 8, 8, 0)
                .u64(0)
                .u64(-1)
                .u64(ROOT + objects.length)
                .u64(ROOT)
                .checksum();
        try (FileBytes bytes = file.bytes(objects).open(folder)) {
            return Gate.check(bytes).root();
        }
    }

    private void refused(String reason, byte[] objects) {
        MarkhorException e = assertThrows(MarkhorException.class, () -> check(objects));
        assertTrue(e.getMessage().contains(reason), e.getMessage());
    }

    @Test
    void namesStandOnce() {
        Node.Group root =
                check(group(linkInfo(-1), softLink("a"), softLink("é\u007f"), attribute("k"), attribute("l")));
        assertEquals(Set.of("a", "é\u007f"), root.children().keySet());
        assertEquals(Set.of("k", "l"), root.attributes().keySet());
        refused("name a stands twice", group(linkInfo(-1), softLink("a"), softLink("a")));
        refused("attribute k stands twice", group(linkInfo(-1), attribute("k"), attribute("k")));
    }

    @Test
    void whatIsInAHeapIsNotInTheHeader() {
        refused("links both in the header and in a heap", group(linkInfo(0), softLink("a")));
        Bytes attributeInfo = message(0x15, new Bytes().u8(0, 0).u64(0).u64(0));
        refused("attributes both in the header and in a heap", group(linkInfo(-1), attributeInfo, attribute("k")));
    }

    /** Groups in groups, each but the last with the next one in it. */
    private static byte[] nested(int depth) {
        int bytes = group(linkInfo(-1), hardLink("g", 0)).length;
        Bytes all = new Bytes();
        for (int i = 1; i <= depth; i++) {
            all.bytes(group(linkInfo(-1), hardLink("g", ROOT + (long) bytes * i)));
        }
        return all.bytes(group(linkInfo(-1))).toArray();
    }

    @Test
    void asDeepAsGroupsMayBe() {
        assertEquals(
                Set.of("g"), check(nested(Hdf5Limits.GROUP_DEPTH)).children().keySet());
        refused("groups nested deeper than 64", nested(Hdf5Limits.GROUP_DEPTH + 1));
    }
}
