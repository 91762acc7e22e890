package dev.markhor.formats.hdf5.structure;

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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a dataset's messages say together. */
class DatasetCheckTest {
    private static final int DATA = 1024;

    @TempDir
    private Path folder;

    private FileBytes file;
    private DatasetCheck check;

    /** A file with these messages, and data at {@link #DATA}; the first opens the check. */
    private DatasetHeader check(Bytes data, Bytes... messages) {
        Bytes all = new Bytes();
        for (Bytes message : messages) {
            all.bytes(message.toArray());
        }
        Bytes header = ObjectHeadersTest.header1(messages.length, all);
        header.zeros(DATA - header.toArray().length).bytes(data.toArray());
        close();
        file = header.open(folder);
        Claims claims = new Claims(file);
        ObjectMessages read = ObjectMessages.read(file.cursor(0, 0, "dataset"), ObjectHeader.read(file, claims, 0));
        check = new DatasetCheck(file, claims, TreeSizes.DEFAULT, new GlobalHeaps(file, claims));
        return check.check(read);
    }

    @AfterEach
    void close() {
        if (file != null) {
            file.close();
        }
    }

    private void refused(String reason, Bytes data, Bytes... messages) {
        MarkhorException e = assertThrows(MarkhorException.class, () -> check(data, messages));
        assertTrue(e.getMessage().contains(reason), e.getMessage());
    }

    private static Bytes nothing() {
        return new Bytes().zeros(64);
    }

    private static Bytes space(long... dims) {
        Bytes space = new Bytes().u8(2, dims.length, 0, 1);
        for (long dim : dims) {
            space.u64(dim);
        }
        return ObjectHeadersTest.message(MessageType.DATASPACE, space);
    }

    private static Bytes integers() {
        return ObjectHeadersTest.message(
                MessageType.DATATYPE,
                new Bytes().u8(0x10, 8, 0, 0).u32(4).u16(0).u16(32));
    }

    private static Bytes characters(int bytes) {
        return ObjectHeadersTest.message(
                MessageType.DATATYPE, new Bytes().u8(0x13, 0, 0, 0).u32(bytes));
    }

    private static Bytes strings() {
        Bytes type = new Bytes().u8(0x19, 1, 0, 0).u32(16).u8(0x13, 0, 0, 0).u32(1);
        return ObjectHeadersTest.message(MessageType.DATATYPE, type);
    }

    private static Bytes contiguous(long address, long bytes) {
        return ObjectHeadersTest.message(
                MessageType.DATA_LAYOUT, new Bytes().u8(3, 1).u64(address).u64(bytes));
    }

    private static Bytes compact(byte... data) {
        return ObjectHeadersTest.message(
                MessageType.DATA_LAYOUT, new Bytes().u8(3, 0).u16(data.length).bytes(data));
    }

    private static Bytes chunked(int elementBytes) {
        return ObjectHeadersTest.message(
                MessageType.DATA_LAYOUT, new Bytes().u8(3, 2, 2).u64(-1).u32(2).u32(elementBytes));
    }

    private static Bytes filters(int id, int value) {
        return ObjectHeadersTest.message(
                MessageType.FILTER_PIPELINE,
                new Bytes().u8(2, 1).u16(id).u16(0).u16(1).u32(value));
    }

    @Test
    void sizes() {
        assertEquals(
                8, check(nothing(), space(2), integers(), contiguous(DATA, 8)).bytes());
        refused("bytes of contiguous data: expected 8, found 9", nothing(), space(2), integers(), contiguous(DATA, 9));
        assertEquals(
                4, check(nothing(), space(1), integers(), compact(new byte[4])).bytes());
        refused("bytes of compact data: expected 4, found 5", nothing(), space(1), integers(), compact(new byte[5]));
        refused("data at address 1084 with 8 bytes", nothing(), space(2), integers(), contiguous(DATA + 60, 8));
        refused("more bytes than a file can have", nothing(), space(1L << 40), characters(1 << 24), contiguous(-1, 0));
    }

    @Test
    void filtersAndChunks() {
        refused("filters without chunks", nothing(), space(2), integers(), filters(1, 6), contiguous(DATA, 8));
        refused("bytes of a chunk's element: expected 4, found 8", nothing(), space(4), integers(), chunked(8));
        assertEquals(
                0,
                check(nothing(), space(4), integers(), chunked(4), filters(2, 4))
                        .chunks()
                        .count());
        refused(
                "bytes of a shuffled element: expected 4, found 8",
                nothing(),
                space(4),
                integers(),
                chunked(4),
                filters(2, 8));
        refused("strings of variable length in chunks", nothing(), space(4), strings(), chunked(16));
    }

    /** A reference to five bytes of nothing: wrong if it is a string, and a number like others if it is not. */
    @Test
    void references() {
        Bytes wrong = new Bytes().u32(5).u64(0).u32(0);
        refused("a null string of 5 bytes", wrong, space(1), strings(), contiguous(DATA, 16));
        refused("a null string of 5 bytes", nothing(), space(1), strings(), compact(wrong.toArray()));
        assertEquals(
                16, check(wrong, space(4), integers(), contiguous(DATA, 16)).bytes());
        assertEquals(
                16,
                check(nothing(), space(4), integers(), compact(wrong.toArray())).bytes());
        refused(
                "fill value of strings",
                nothing(),
                space(1),
                strings(),
                ObjectHeadersTest.fill(new int[16]),
                contiguous(DATA, 16));
    }

    @Test
    void whatWasNeverWritten() {
        long most = Hdf5Limits.UNALLOCATED_BYTES;
        Bytes byteType = ObjectHeadersTest.message(
                MessageType.DATATYPE,
                new Bytes().u8(0x10, 8, 0, 0).u32(1).u16(0).u16(8));
        assertEquals(
                most,
                check(nothing(), space(most), byteType, contiguous(-1, most)).bytes());
        String reason = "more than 268435456 bytes that were never written";
        refused(reason, nothing(), space(most + 1), byteType, contiguous(-1, most + 1));
        refused(reason, nothing(), space(most / 2, 2, 2), integers(), chunkedCube());
        check(nothing(), space(most), byteType, contiguous(-1, most));
        ObjectMessages again =
                ObjectMessages.read(file.cursor(0, 0, "dataset"), ObjectHeader.read(file, new Claims(file), 0));
        MarkhorException e = assertThrows(MarkhorException.class, () -> check.check(again));
        assertTrue(e.getMessage().contains(reason), e.getMessage());
    }

    private static Bytes chunkedCube() {
        return ObjectHeadersTest.message(
                MessageType.DATA_LAYOUT,
                new Bytes().u8(3, 2, 4).u64(-1).u32(2).u32(2).u32(2).u32(4));
    }
}
