package dev.markhor.formats.hdf5.structure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.error.MarkhorException;
import dev.markhor.formats.hdf5.io.Bytes;
import dev.markhor.formats.hdf5.io.Claims;
import dev.markhor.formats.hdf5.io.FileBytes;
import dev.markhor.formats.hdf5.io.Hdf5Limits;
import dev.markhor.formats.hdf5.message.MessageType;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Object headers of both versions and the messages in them, byte by byte. */
class ObjectHeadersTest {
    private static final int COMMENT = MessageType.COMMENT;

    @TempDir
    private Path folder;

    private List<Integer> types(Bytes header) {
        try (FileBytes file = header.open(folder)) {
            return ObjectHeader.read(file, new Claims(file), 0).messages().stream()
                    .map(ObjectHeader.Message::type)
                    .toList();
        }
    }

    private void refused(String reason, Bytes header) {
        MarkhorException e = assertThrows(MarkhorException.class, () -> types(header));
        assertTrue(e.getMessage().contains(reason), e.getMessage());
    }

    // ---- version 1

    private static Bytes message1(int type, int flags, Bytes body) {
        return new Bytes()
                .u16(type)
                .u16(body.toArray().length)
                .u8(flags)
                .zeros(3)
                .bytes(body.toArray());
    }

    static Bytes header1(int count, Bytes messages) {
        return new Bytes()
                .u8(1, 0)
                .u16(count)
                .u32(1)
                .u32(messages.toArray().length)
                .zeros(4)
                .bytes(messages.toArray());
    }

    @Test
    void version1() {
        Bytes comment = message1(COMMENT, 0, new Bytes().text("abc\0\0\0\0\0"));
        assertEquals(List.of(COMMENT), types(header1(1, comment)));
        refused("number of messages: expected 2, found 1", header1(2, comment));
        refused("object header version: expected 1, found 2", new Bytes().u8(2).zeros(15));
        refused("reserved byte: expected 0, found 1", new Bytes().u8(1, 1).zeros(14));
        refused("an object without links to it", new Bytes().u8(1).zeros(15));
        refused("message of 4 bytes: expected a multiple of 8", header1(1, message1(COMMENT, 0, new Bytes().zeros(4))));
        refused("shared message", header1(1, message1(COMMENT, 2, new Bytes().zeros(8))));
        refused("message type 13 with flags 128", header1(1, message1(COMMENT, 128, new Bytes().zeros(8))));
    }

    private static Bytes continuation(long address, long length) {
        return new Bytes().u64(address).u64(length);
    }

    private static Bytes chain1(int count) {
        Bytes file = header1(count + 1, message1(MessageType.CONTINUATION, 0, continuation(40, 24)));
        for (int i = 1; i <= count; i++) {
            int type = i < count ? MessageType.CONTINUATION : MessageType.NIL;
            file.bytes(message1(type, 0, continuation(40 + 24L * i, 24)).toArray());
        }
        return file;
    }

    @Test
    void continuationsOfVersion1() {
        assertEquals(List.of(), types(chain1(Hdf5Limits.HEADER_CONTINUATIONS)));
        refused("too many continuations of an object header", chain1(Hdf5Limits.HEADER_CONTINUATIONS + 1));
        Bytes nothing = message1(MessageType.NIL, 0, new Bytes());
        for (int length : new int[] {7, 8}) {
            Bytes file = header1(2, message1(MessageType.CONTINUATION, 0, continuation(40, length)))
                    .bytes(nothing.toArray());
            if (length == 8) {
                assertEquals(List.of(), types(file));
            } else {
                refused("continuation of an object header of less than 8 bytes", file);
            }
        }
        refused("overlaps another structure", header1(2, message1(MessageType.CONTINUATION, 0, continuation(16, 24))));
    }

    // ---- version 2

    private static Bytes message2(int type, int flags, boolean ordered, Bytes body) {
        Bytes message = new Bytes().u8(type).u16(body.toArray().length).u8(flags);
        return (ordered ? message.u16(1) : message).bytes(body.toArray());
    }

    private static Bytes header2(int flags, Bytes messages) {
        Bytes header = new Bytes().text("OHDR").u8(2, flags);
        header.zeros((flags & 32) != 0 ? 16 : 0).zeros((flags & 16) != 0 ? 4 : 0);
        int length = messages.toArray().length;
        header.u8(length).zeros((1 << (flags & 3)) - 1);
        return header.bytes(messages.toArray()).checksum();
    }

    @Test
    void version2() {
        Bytes comment = message2(COMMENT, 0, false, new Bytes().text("abc\0"));
        assertEquals(List.of(), types(header2(0, new Bytes())));
        for (int flags : new int[] {0, 1, 2, 3, 16, 32, 48}) {
            assertEquals(List.of(COMMENT), types(header2(flags, comment)));
        }
        Bytes ordered = message2(COMMENT, 0, true, new Bytes().text("abc\0"));
        assertEquals(List.of(COMMENT), types(header2(4, ordered)));
        assertEquals(List.of(COMMENT), types(header2(12, ordered.u8(9, 9, 9, 9, 9)))); // no room for another
        refused("object header flags 8", header2(8, comment));
        refused("object header flags 64", header2(64, comment));
        refused("object header of version 1", new Bytes().text("OHDR").u8(1).zeros(20));
        refused("shared message", header2(0, message2(COMMENT, 2, false, new Bytes())));
        refused(
                "message of 1 bytes reaches beyond the header",
                header2(0, new Bytes().u8(COMMENT).u16(1).u8(0)));
        Bytes wrong = new Bytes().text("OHDR").u8(2, 0, 0).u32(1);
        refused("checksum error", wrong);
    }

    @Test
    void lengthsOfVersion2() {
        Bytes start = new Bytes().text("OHDR").u8(2, 3);
        refused(
                "object header longer than the file",
                new Bytes().bytes(start.toArray()).u64(-1).zeros(20));
        refused(
                "object header longer than the file",
                new Bytes().bytes(start.toArray()).u64(35).zeros(20));
        refused(
                "object header at address 0 with 52 bytes: expected inside of the file",
                new Bytes().bytes(start.toArray()).u64(34).zeros(20));
    }

    private static Bytes chain2(int count) {
        Bytes file = header2(0, message2(MessageType.CONTINUATION, 0, false, continuation(31, 28)));
        for (int i = 1; i <= count; i++) {
            int type = i < count ? MessageType.CONTINUATION : MessageType.NIL;
            Bytes next = message2(type, 0, false, continuation(31 + 28L * i, 28));
            file.bytes(new Bytes().text("OCHK").bytes(next.toArray()).checksum().toArray());
        }
        return file;
    }

    @Test
    void continuationsOfVersion2() {
        assertEquals(List.of(), types(chain2(Hdf5Limits.HEADER_CONTINUATIONS)));
        refused("too many continuations of an object header", chain2(Hdf5Limits.HEADER_CONTINUATIONS + 1));
        Bytes head = header2(0, message2(MessageType.CONTINUATION, 0, false, continuation(31, 8)));
        refused(
                "expected signature OCHK",
                new Bytes().bytes(head.toArray()).text("OHDR").checksum());
        refused("checksum error", new Bytes().bytes(head.toArray()).text("OCHK").u32(1));
    }

    // ---- messages

    private ObjectMessages messages(Bytes... messages) {
        Bytes all = new Bytes();
        for (Bytes message : messages) {
            all.bytes(message.toArray());
        }
        FileBytes file = header1(messages.length, all).open(folder);
        return ObjectMessages.read(file.cursor(0, 0, "object"), ObjectHeader.read(file, new Claims(file), 0));
    }

    private void refusedMessages(String reason, Bytes... messages) {
        MarkhorException e = assertThrows(MarkhorException.class, () -> messages(messages));
        assertTrue(e.getMessage().contains(reason), e.getMessage());
    }

    static Bytes message(int type, Bytes body) {
        int length = body.toArray().length;
        return message1(type, 0, body.zeros((8 - length % 8) % 8));
    }

    private static Bytes linkInfo() {
        return message(MessageType.LINK_INFO, new Bytes().u8(0, 0).u64(-1).u64(-1));
    }

    private static Bytes symbolTable() {
        return message(MessageType.SYMBOL_TABLE, new Bytes().u64(0).u64(0));
    }

    private static Bytes space() {
        return message(MessageType.DATASPACE, new Bytes().u8(2, 0, 0, 0));
    }

    private static Bytes type() {
        return message(
                MessageType.DATATYPE,
                new Bytes().u8(0x10, 8, 0, 0).u32(4).u16(0).u16(32));
    }

    private static Bytes layout() {
        return message(MessageType.DATA_LAYOUT, new Bytes().u8(3, 1).u64(-1).u64(4));
    }

    @Test
    void groupsAndDatasets() {
        assertTrue(messages(linkInfo()).isGroup());
        assertTrue(messages(symbolTable()).isGroup());
        assertEquals(4, messages(space(), type(), layout()).type().bytes());
        String reason = "expected a group or a dataset, found the messages of neither or both";
        refusedMessages(reason, message(COMMENT, new Bytes().text("a\0")));
        refusedMessages(reason, linkInfo(), layout());
        refusedMessages("datatype with a name of its own", type());
        refusedMessages("a group with messages of a dataset", linkInfo(), space());
        refusedMessages("a group with messages of a dataset", symbolTable(), type());
        refusedMessages("a group of both old and new style", linkInfo(), symbolTable());
        Bytes link = message(MessageType.LINK, new Bytes().u8(1, 0, 1).text("a").u64(0));
        assertEquals(1, messages(linkInfo(), link).links().size());
        refusedMessages("links in a group of old style", symbolTable(), link);
        refusedMessages("a dataset without a dataspace", type(), layout());
        refusedMessages("a dataset without a datatype", space(), layout());
        refusedMessages("a dataset with messages of a group", space(), type(), layout(), link);
    }

    @Test
    void eachMessageOnceAndToItsEnd() {
        Bytes comment = message(COMMENT, new Bytes().text("a\0"));
        assertTrue(messages(linkInfo(), comment).isGroup());
        refusedMessages("two messages of type 13", linkInfo(), comment, comment);
        refusedMessages(
                "expected the end",
                linkInfo(),
                message(COMMENT, new Bytes().text("a\0").zeros(14)));
        Bytes group =
                message(MessageType.GROUP_INFO, new Bytes().u8(0, 3).zeros(8).u8(9, 9, 9, 9, 9));
        Bytes changed = message(MessageType.MODIFICATION_TIME, new Bytes().u8(1).zeros(7));
        Bytes references =
                message(MessageType.REFERENCE_COUNT, new Bytes().u8(0).u32(1));
        assertTrue(messages(linkInfo(), group, changed, references).isGroup());
        refusedMessages("message of version 1", message(MessageType.GROUP_INFO, new Bytes().u8(1, 0)));
        refusedMessages("group info flags 4", message(MessageType.GROUP_INFO, new Bytes().u8(0, 4)));
        refusedMessages("message of version 0", message(MessageType.MODIFICATION_TIME, new Bytes().u8(0)));
        refusedMessages("message of version 1", message(MessageType.REFERENCE_COUNT, new Bytes().u8(1)));
        refusedMessages(
                "an object without links to it",
                message(MessageType.REFERENCE_COUNT, new Bytes().u8(0).u32(0)));
    }

    private static Bytes oldFill(int... value) {
        return message(
                MessageType.OLD_FILL_VALUE,
                new Bytes().u32(value.length).u8(value).zeros(16));
    }

    static Bytes fill(int... value) {
        return message(
                MessageType.FILL_VALUE,
                new Bytes().u8(2, 2, 2, 1).u32(value.length).u8(value).zeros(16));
    }

    private byte[] fillOf(Bytes... fills) {
        Bytes all = new Bytes();
        for (Bytes fill : fills) {
            all.bytes(fill.toArray());
        }
        FileBytes file = header1(
                        3 + fills.length,
                        new Bytes()
                                .bytes(space().toArray())
                                .bytes(type().toArray())
                                .bytes(layout().toArray())
                                .bytes(all.toArray()))
                .open(folder);
        return ObjectMessages.read(file.cursor(0, 0, "object"), ObjectHeader.read(file, new Claims(file), 0))
                .fill();
    }

    private void refusedFill(String reason, Bytes... fills) {
        MarkhorException e = assertThrows(MarkhorException.class, () -> fillOf(fills));
        assertTrue(e.getMessage().contains(reason), e.getMessage());
    }

    @Test
    void fillValues() {
        assertEquals(0, fillOf().length);
        assertArrayEquals(new byte[] {1, 2, 3, 4}, fillOf(oldFill(1, 2, 3, 4)));
        assertArrayEquals(new byte[] {5, 6, 7, 8}, fillOf(fill(5, 6, 7, 8)));
        assertArrayEquals(new byte[] {5, 6, 7, 8}, fillOf(oldFill(1, 2, 3, 4), fill(5, 6, 7, 8)));
        assertArrayEquals(new byte[] {1, 2, 3, 4}, fillOf(oldFill(1, 2, 3, 4), fill()));
        assertArrayEquals(new byte[] {5, 6, 7, 8}, fillOf(oldFill(), fill(5, 6, 7, 8)));
        refusedFill("fill value: expected 4 bytes, found 3", oldFill(1, 2, 3));
        refusedFill("fill value: expected 4 bytes, found 5", fill(1, 2, 3, 4, 5));
        refusedFill("two fill values that differ in size", oldFill(1, 2, 3), fill(5, 6, 7, 8));
    }
}
