package dev.markhor.formats.hdf5.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.error.MalformedFileException;
import dev.markhor.error.UnsupportedModelException;
import dev.markhor.formats.OpenFiles;
import dev.markhor.formats.ReadChecksums;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IoTest {
    @TempDir
    private Path folder;

    private static String message(Executable action) {
        return assertThrows(MalformedFileException.class, action).getMessage();
    }

    /** Values that the author of the hash gives for it. */
    @Test
    void lookup3() {
        assertEquals(0xdeadbeef, Lookup3.hash(new byte[0]));
        byte[] text = "Four score and seven years ago".getBytes(StandardCharsets.US_ASCII);
        assertEquals(0x17770551, Lookup3.hash(text));
    }

    @Test
    void cursorReadsFields() {
        Cursor in = new Bytes()
                .u8(200)
                .u16(60000)
                .u32(4_000_000_000L)
                .u64(-2)
                .u8(1, 2, 3)
                .text("name\0")
                .text("HEAP")
                .u8(9, 8)
                .cursor(folder);
        assertEquals(200, in.u8());
        assertEquals(60000, in.u16());
        assertEquals(4_000_000_000L, in.u32());
        assertEquals(-2, in.u64());
        assertEquals(0x030201, in.unsigned(3));
        assertEquals("name", in.rawString());
        in.signature("HEAP");
        assertEquals(27, in.address());
        assertArrayEquals(new byte[] {9, 8}, in.sub(2, "part").bytes(2));
        assertEquals(0, in.remaining());
        assertTrue(message(in::u8).contains("structure at address 0: expected 1 more bytes, found 0"));
    }

    @Test
    void cursorStopsAtTheEnd() {
        Bytes bytes = new Bytes().u64(-5).u8(1);
        assertTrue(message(() -> bytes.cursor(folder).length("size")).contains("size: expected less than 2^63"));
        assertTrue(
                message(() -> bytes.cursor(folder).fileAddress("heap")).contains("heap: expected an address up to 9"));
        assertTrue(message(() -> bytes.cursor(folder).skip(10)).contains("expected 10 more bytes"));
        assertTrue(message(() -> bytes.cursor(folder).skip(-1)).contains("more bytes"));
        assertTrue(message(() -> bytes.cursor(folder).bytes(Long.MAX_VALUE)).contains("more bytes"));
        assertTrue(message(() -> bytes.cursor(folder).rawString()).contains("more bytes"));
        assertTrue(message(() -> bytes.cursor(folder).seek(10)).contains("place up to 9"));
        assertTrue(
                message(() -> bytes.cursor(folder).signature("TREE")).contains("expected signature TREE, found ????"));
        assertTrue(message(() -> bytes.cursor(folder).requireEnd()).contains("expected the end"));
    }

    /** The last place that is still inside, and the first that is not. */
    @Test
    void cursorAtTheEnd() {
        Bytes bytes = new Bytes().u64(0).u64(17).u8(7);
        Cursor in = bytes.cursor(folder);
        assertEquals(0, in.fileAddress("heap"));
        assertEquals(17, in.fileAddress("heap"));
        assertTrue(message(in::u16).contains("expected 2 more bytes, found 1"));
        assertTrue(message(in::u32).contains("expected 4 more bytes, found 1"));
        assertTrue(message(in::u64).contains("expected 8 more bytes, found 1"));
        assertTrue(message(() -> in.unsigned(3)).contains("expected 3 more bytes, found 1"));
        assertTrue(message(() -> in.signature("TREE")).contains("expected 4 more bytes, found 1"));
        in.requireEnd();
        in.seek(10);
        in.requireEnd();
        in.seek(9);
        assertTrue(message(in::requireEnd).contains("expected the end, found 8 more bytes"));
        in.seek(17);
        assertEquals(0, in.remaining());
        assertTrue(message(() -> in.seek(18)).contains("place up to 17, found 18"));
        in.seek(0);
        assertEquals(0, in.u64());
        Bytes odd = new Bytes().text(" ~").u8(31, 127);
        assertTrue(message(() -> odd.cursor(folder).signature("TREE")).contains("found  ~??"));
        Bytes beyond = new Bytes().u64(9);
        assertTrue(message(() -> beyond.cursor(folder).fileAddress("heap")).contains("up to 8, found 9"));
    }

    @Test
    void checksums() {
        Cursor good = new Bytes().text("abc").checksum().cursor(folder);
        good.skip(3);
        good.checksum();
        Cursor bad = new Bytes().text("abc").u32(1).cursor(folder);
        bad.skip(3);
        assertTrue(message(bad::checksum).contains("checksum error"));
    }

    @Test
    void claimsMayTouchButNotOverlap() {
        FileBytes file = new Bytes().zeros(100).open(folder);
        Claims claims = new Claims(file);
        claims.claim(10, 10, "a");
        claims.claim(30, 10, "b");
        claims.claim(20, 10, "between");
        claims.claim(0, 0, "nothing");
        claims.claim(15, 0, "nothing");
        for (long[] span : new long[][] {{5, 6}, {39, 1}, {0, 100}, {12, 2}, {25, 10}, {10, 30}}) {
            assertTrue(message(() -> claims.claim(span[0], span[1], "c")).contains("overlaps another structure"));
        }
        claims.claim(40, 60, "rest");
        claims.claim(0, 10, "start");
        for (long[] span : new long[][] {{100, 1}, {-1, 1}, {0, -1}, {1, Long.MAX_VALUE}, {Long.MAX_VALUE, 2}}) {
            assertTrue(message(() -> claims.claim(span[0], span[1], "c")).contains("expected inside of the file"));
        }
    }

    @Test
    void readsAcrossPages() {
        byte[] bytes = new byte[100_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31);
        }
        FileBytes file = new Bytes().bytes(bytes).open(folder);
        for (int at : new int[] {0, 16_380, 16_384, 32_760, 99_990}) {
            assertEquals(bytes[at + 7], file.cursor(at, 10, "x").bytes(10)[7]);
        }
        assertArrayEquals(bytes, file.cursor(0, bytes.length, "x").bytes(bytes.length));
        ByteBuffer heap = ByteBuffer.allocate(50_000);
        file.readFully(50_000, heap);
        assertEquals(bytes[99_999], heap.get(49_999));
        assertFalse(file.hasSignature(99_998, "TREE"));
        FileBytes tree = new Bytes().text("TREE").open(folder);
        assertTrue(tree.hasSignature(0, "TREE"));
        assertFalse(tree.hasSignature(-1, "TREE"));
        assertFalse(tree.hasSignature(1, "TREE"));
        file.close();
        assertFalse(file.isOpen());
    }

    @Test
    void aChangedFileIsAnError() throws IOException {
        FileBytes file = new Bytes().zeros(100).open(folder);
        file.requireUnchanged();
        file.requireUnchangedAfterRead();
        Files.setLastModifiedTime(file.path(), FileTime.fromMillis(1000));
        assertTrue(message(file::requireUnchanged).contains("changed while it was open"));
        assertTrue(message(file::requireUnchangedAfterRead).contains("changed while it was open"));
        file.checkLater();
        file.requireUnchangedAfterRead();
        Files.write(file.path(), new byte[50]);
        assertTrue(message(() -> file.readFully(0, ByteBuffer.allocate(100))).contains("ended at byte 50"));
    }

    private static FileBytes part(Path path, long offset, long length) {
        return FileBytes.open(path, path, offset, length, Optional.empty());
    }

    /** Values count by their places in the whole file; structures, which are read in pages, do not. */
    @Test
    void valuesThatAreReadAreChecked() throws IOException {
        Path path = Files.write(folder.resolve("whole"), new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
        ReadChecksums checksums = new ReadChecksums();
        FileBytes part = FileBytes.open(path, path, 2, 8, Optional.of(checksums));
        part.setBounds(1, 8);
        part.readFully(0, ByteBuffer.allocate(4));
        assertEquals(5, part.cursor(1, 1, "x").u8());
        ByteBuffer values = ByteBuffer.allocateDirect(3);
        part.readValues(2, values);
        assertEquals(0, values.remaining());
        assertEquals(6, values.get(0));
        CRC32 crc = new CRC32();
        crc.update(new byte[] {6, 7, 8});
        assertEquals(
                List.of(
                        new ReadChecksums.Part(0, 5, false, 0),
                        new ReadChecksums.Part(5, 3, true, (int) crc.getValue()),
                        new ReadChecksums.Part(8, 2, false, 0)),
                checksums.cover(0, 10, 100));
    }

    /** More than 8 MiB are read side by side. */
    @ParameterizedTest
    @ValueSource(ints = {8 << 20, (8 << 20) + 1, (16 << 20) + 3})
    void manyValues(int count) throws IOException {
        byte[] bytes = new byte[7 + count];
        new Random(1).nextBytes(bytes);
        Path path = Files.write(folder.resolve("many"), bytes);
        ReadChecksums checksums = new ReadChecksums();
        ByteBuffer values = ByteBuffer.allocate(3 + count).position(3);
        try (FileBytes file = FileBytes.open(path, path, 2, -1, Optional.of(checksums))) {
            file.setBounds(1, file.length() - 1);
            file.readValues(4, values);
        }
        assertEquals(0, values.remaining());
        assertArrayEquals(Arrays.copyOfRange(bytes, 7, 7 + count), Arrays.copyOfRange(values.array(), 3, 3 + count));
        List<ReadChecksums.Part> parts = checksums.cover(7, 7 + count, count);
        assertTrue(parts.stream().allMatch(ReadChecksums.Part::known), parts::toString);
        assertEquals((count + (8 << 20) - 1) / (8 << 20), parts.size());
    }

    @Test
    void structuresOfMoreThanTwoGibibytes() throws IOException {
        long size = (1L << 31) + 10;
        try (RandomAccessFile sparse =
                new RandomAccessFile(folder.resolve("sparse").toFile(), "rw")) {
            sparse.setLength(size);
        }
        try (FileBytes file = FileBytes.open(folder.resolve("sparse"))) {
            UnsupportedModelException e =
                    assertThrows(UnsupportedModelException.class, () -> file.cursor(0, 1L << 31, "heap"));
            assertTrue(e.getMessage().contains("heap of 2147483648 bytes"), e.getMessage());
            assertEquals(0, file.cursor(size - 8, 8, "last").u64());
        }
    }

    @Test
    void nothingStaysOpen() throws IOException {
        Path path = Files.write(folder.resolve("whole"), new byte[10]);
        assertThrows(MalformedFileException.class, () -> part(path, 2, 9));
        assertThrows(MalformedFileException.class, () -> FileBytes.open(folder));
        assertEquals(0, OpenFiles.of(folder));
        try (FileBytes file = FileBytes.open(path)) {
            assertEquals(1, OpenFiles.of(file.file()));
        }
        assertEquals(0, OpenFiles.of(folder));
    }

    @Test
    void partsOfFiles() throws IOException {
        Path path = Files.write(folder.resolve("whole"), new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
        assertEquals(8, part(path, 2, -1).limit());
        assertEquals(0, part(path, 2, 0).limit());
        assertEquals(0, part(path, 10, 0).limit());
        assertTrue(message(() -> part(path, 11, -1)).contains("the file has 10"));
        FileBytes part = part(path, 2, 5);
        assertEquals(2, part.start());
        assertEquals(5, part.length());
        assertEquals(10, part.size());
        assertEquals(5, part.limit());
        assertEquals(3, part.cursor(0, 1, "x").u8());
        part.setBounds(1, 4);
        assertEquals(4, part.cursor(0, 1, "x").u8());
        assertTrue(message(() -> part.cursor(3, 2, "x")).contains("x at address 3 with 2 bytes"));
        assertTrue(message(() -> part(path, 2, 9)).contains("expected bytes 2 to 11, the file has 10"));
        assertTrue(message(() -> part(path, -1, 2)).contains("the file has 10"));
        assertTrue(message(() -> FileBytes.open(folder)).contains("found a folder"));
    }
}
