package dev.markhor.formats.zip;

import static dev.markhor.formats.zip.ZipArchiveTest.TEXT;
import static dev.markhor.formats.zip.ZipArchiveTest.archive;
import static dev.markhor.formats.zip.ZipArchiveTest.archive64;
import static dev.markhor.formats.zip.ZipArchiveTest.find;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.error.MarkhorException;
import dev.markhor.formats.Limits;
import dev.markhor.formats.OpenFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives at the limits of what is read, and one step beyond. */
class ZipEdgesTest {
    private static final int LOCAL = 0x04034b50;
    private static final int ENTRY = 0x02014b50;
    private static final int END = 0x06054b50;
    private static final int END64 = 0x06064b50;
    private static final int LOCATOR = 0x07064b50;

    @TempDir
    private Path folder;

    private ZipArchive open(byte[] bytes) throws IOException {
        return ZipArchive.open(Files.write(folder.resolve("archive.zip"), bytes));
    }

    private void refuses(ByteBuffer archive, String reason) {
        MarkhorException e = assertThrows(MarkhorException.class, () -> {
            try (ZipArchive zip = open(archive.array())) {
                for (String name : zip.members().keySet()) {
                    zip.read(name);
                }
            }
        });
        assertTrue(e.getMessage().contains(reason), e.getMessage());
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Where the directory's entry of the second member, the deflated one, begins. */
    private static int second(ByteBuffer archive) {
        return find(archive.array(), ENTRY, find(archive.array(), ENTRY, 0) + 4);
    }

    @ParameterizedTest
    @ValueSource(ints = {ZipEntry.STORED, ZipEntry.DEFLATED})
    void membersOfSeveralBlocks(int method) throws IOException {
        byte[] content = new byte[3 * (1 << 16) + 5];
        new Random(1).nextBytes(content);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            ZipEntry entry = new ZipEntry("m");
            entry.setMethod(method);
            if (method == ZipEntry.STORED) {
                CRC32 crc = new CRC32();
                crc.update(content);
                entry.setCrc(crc.getValue());
                entry.setSize(content.length);
            }
            zip.putNextEntry(entry);
            zip.write(content);
        }
        Path target = Files.createFile(folder.resolve("out"));
        try (ZipArchive zip = open(bytes.toByteArray())) {
            assertArrayEquals(content, zip.read("m").orElseThrow());
            zip.extract(zip.members().get("m"), target);
        }
        assertArrayEquals(content, Files.readAllBytes(target));
    }

    private static ByteBuffer empty64() {
        ByteBuffer bytes = ByteBuffer.allocate(56 + 20 + 22).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(0, END64).putLong(4, 44).putInt(56, LOCATOR).putInt(76, END);
        return bytes.putShort(76 + 10, (short) -1);
    }

    @Test
    void archivesWithoutMembers() throws IOException {
        ByteBuffer end = ByteBuffer.allocate(22).order(ByteOrder.LITTLE_ENDIAN).putInt(0, END);
        for (ByteBuffer empty : new ByteBuffer[] {end, empty64()}) {
            try (ZipArchive zip = open(empty.array())) {
                assertEquals(Map.of(), zip.members());
            }
        }
        refuses(ByteBuffer.allocate(21), "truncated zip archive of 21 bytes");
        refuses(end.putShort(10, (short) -1), "the directory's 64-bit end is missing");
    }

    @Test
    void asManyMembersAsThereMayBe() {
        refuses(empty64().putLong(32, Limits.ZIP_MEMBERS), "the directory ends after 0 members, expected 1048576");
        refuses(empty64().putLong(32, Limits.ZIP_MEMBERS + 1L), "a directory of 1048577 members");
    }

    @Test
    void shortNames() throws IOException {
        try (ZipArchive zip = open(archive("x", "yz"))) {
            assertArrayEquals(TEXT, zip.read("x").orElseThrow());
            assertArrayEquals(TEXT, zip.read("yz").orElseThrow());
        }
        ByteBuffer nameless = ByteBuffer.allocate(30 + 46 + 22).order(ByteOrder.LITTLE_ENDIAN);
        nameless.putInt(0, LOCAL).putInt(30, ENTRY).putInt(76, END);
        nameless.putShort(76 + 8, (short) 1).putShort(76 + 10, (short) 1).putInt(76 + 12, 46);
        refuses(nameless.putInt(76 + 16, 30), "the path of member '' escapes the archive");
    }

    @Test
    void theDirectorysDamageIsPlaced() throws IOException {
        ByteBuffer bytes = little(archive());
        int second = second(bytes);
        refuses(little(bytes.array().clone()).putInt(second, 0), "damaged directory at byte " + second);
        refuses(little(bytes.array().clone()).putShort(second + 32, (short) 1), "damaged directory at byte " + second);
    }

    /** A field of four bytes has room for its own head alone. */
    @Test
    void extraFieldsWithoutContent() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            ZipEntry member = new ZipEntry("member");
            member.setExtra(new byte[] {0x34, 0x12, 0, 0});
            zip.putNextEntry(member);
            zip.write(TEXT);
        }
        byte[] archive = bytes.toByteArray();
        try (ZipArchive zip = open(archive)) {
            assertArrayEquals(TEXT, zip.read("member").orElseThrow());
        }
        archive[find(archive, 0x1234, find(archive, ENTRY, 0)) + 2] = 1;
        refuses(little(archive), "damaged extra field of member member");
    }

    @Test
    void membersAtTheEndOfTheirRoom() throws IOException {
        ByteBuffer bytes = little(archive());
        int directory = find(bytes.array(), ENTRY, 0);
        int second = second(bytes);
        int start = bytes.getInt(second + 42);
        try (ZipArchive zip =
                open(bytes.putInt(second + 20, directory - 30 - start).array())) {
            assertArrayEquals(TEXT, zip.read("deflated").orElseThrow()); // the data says itself where it ends
        }
        refuses(bytes.putInt(second + 20, directory - 30 - start + 1), "deflated lies outside of the archive");
        bytes.putInt(second + 20, 0);
        refuses(bytes.putInt(second + 42, directory - 30), "member deflated: no header at byte " + (directory - 30));
        refuses(bytes.putInt(second + 42, directory - 29), "deflated lies outside of the archive");
        int firstsEnd = 30 + TEXT.length; // without its name
        refuses(bytes.putInt(second + 42, firstsEnd), "member deflated: no header at byte " + firstsEnd);
        refuses(bytes.putInt(second + 42, firstsEnd - 1), "member deflated overlaps another member");
    }

    @Test
    void theLargestMemberThatIsReadAsAWhole() throws IOException {
        ByteBuffer bytes = little(archive());
        int size = second(bytes) + 24;
        int limit = (int) Limits.ZIP_MEMBER_IN_MEMORY;
        refuses(bytes.putInt(size, limit), "member deflated: expected " + limit + " bytes, found " + TEXT.length);
        refuses(bytes.putInt(size, limit + 1), "member deflated: " + (limit + 1) + " bytes, the limit is " + limit);
    }

    /** A member of 4 GiB and more may have a hundredth of that in the file, which is a hole here. */
    @Test
    void theLargestShareThatIsExtracted() throws IOException {
        long compressed = Limits.ZIP_RATIO_FLOOR / Limits.ZIP_RATIO;
        ByteBuffer archive = little(archive64());
        int second = second(archive);
        int size = second + 46 + "deflated".length() + 4;
        int hole = (int) compressed - archive.getInt(size + 8);
        int first = find(archive.array(), ENTRY, 0);
        int end = find(archive.array(), END64, 0);
        archive.putLong(size + 8, compressed);
        archive.putLong(end + 48, archive.getLong(end + 48) + hole).putLong(end + 56 + 8, end + hole);
        Path target = Files.createFile(folder.resolve("out"));
        for (long beyond : new long[] {0, Limits.ZIP_RATIO}) {
            archive.putLong(size, compressed * Limits.ZIP_RATIO + Limits.ZIP_RATIO - 1 + beyond);
            Path file = folder.resolve("sparse.zip");
            try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
                out.write(archive.array(), 0, first);
                out.seek(first + hole);
                out.write(archive.array(), first, archive.capacity() - first);
            }
            try (ZipArchive zip = ZipArchive.open(file)) {
                ZipMember member = zip.members().get("deflated");
                String message = assertThrows(MarkhorException.class, () -> zip.extract(member, target))
                        .getMessage();
                String expected = beyond == 0
                        ? "expected " + member.size() + " bytes, found " + TEXT.length
                        : compressed + " bytes would expand to " + member.size();
                assertTrue(message.contains(expected), message);
            }
        }
    }

    @Test
    void nothingStaysOpen() throws IOException {
        try (ZipArchive zip = open(archive())) {
            assertEquals(1, OpenFiles.of(folder));
            zip.read("stored");
        }
        assertEquals(0, OpenFiles.of(folder));
        refuses(ByteBuffer.allocate(100), "not a zip archive");
        assertEquals(0, OpenFiles.of(folder));
        assertThrows(RuntimeException.class, () -> ZipArchive.open(folder));
        assertEquals(0, OpenFiles.of(folder));
    }
}
