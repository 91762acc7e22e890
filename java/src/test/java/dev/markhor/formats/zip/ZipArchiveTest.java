package dev.markhor.formats.zip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.error.MalformedFileException;
import dev.markhor.error.MarkhorException;
import dev.markhor.error.UnsupportedModelException;
import dev.markhor.formats.ReadChecksums;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZipArchiveTest {
    static final byte[] TEXT = "some text, some text, some text".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    /** Members "stored" and "deflated" with the same text. */
    static byte[] archive(String... more) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            ZipEntry stored = new ZipEntry("stored");
            stored.setMethod(ZipEntry.STORED);
            stored.setSize(TEXT.length);
            CRC32 crc = new CRC32();
            crc.update(TEXT);
            stored.setCrc(crc.getValue());
            zip.putNextEntry(stored);
            zip.write(TEXT);
            zip.putNextEntry(new ZipEntry("deflated"));
            zip.write(TEXT);
            for (String name : more) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(TEXT);
            }
        }
        return bytes.toByteArray();
    }

    private ZipArchive open(byte[] bytes) throws IOException {
        return ZipArchive.open(Files.write(folder.resolve("archive.zip"), bytes));
    }

    static int find(byte[] bytes, int signature, int from) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = from; i <= bytes.length - 4; i++) {
            if (in.getInt(i) == signature) {
                return i;
            }
        }
        throw new AssertionError("no signature " + Integer.toHexString(signature));
    }

    private void refuses(byte[] bytes, String reason) {
        MarkhorException e = assertThrows(MarkhorException.class, () -> {
            try (ZipArchive zip = open(bytes)) {
                for (String name : zip.members().keySet()) {
                    zip.read(name);
                }
            }
        });
        assertTrue(e.getMessage().contains("archive.zip") && e.getMessage().contains(reason), e.getMessage());
    }

    @Test
    void readsMembers() throws IOException {
        byte[] bytes = archive();
        try (ZipArchive zip = open(bytes)) {
            assertEquals(Set.of("stored", "deflated"), zip.members().keySet());
            assertArrayEquals(TEXT, zip.read("stored").orElseThrow());
            assertArrayEquals(TEXT, zip.read("deflated").orElseThrow());
            assertTrue(zip.read("absent").isEmpty());
            long offset = zip.offset(zip.members().get("stored"));
            assertEquals('s', bytes[(int) offset]);
            assertEquals(-1, zip.offset(zip.members().get("deflated")));
            Path target = Files.createFile(folder.resolve("out"));
            zip.extract(zip.members().get("deflated"), target);
            assertArrayEquals(TEXT, Files.readAllBytes(target));
        }
    }

    @Test
    void readsAnArchiveBehindOtherBytesAndBeforeAComment() throws IOException {
        byte[] bytes = archive();
        byte[] more = new byte[100 + bytes.length + 5];
        System.arraycopy(bytes, 0, more, 100, bytes.length);
        more[more.length - 7] = 5;
        try (ZipArchive zip = open(more)) {
            assertArrayEquals(TEXT, zip.read("stored").orElseThrow());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../up", "/root", "a/../b", "a/..", "a\\b", "\\b", "a\0b", "\0b", "C:/x", "C:", ".."})
    void refusesNamesThatEscape(String name) throws IOException {
        refuses(archive(name), "escapes the archive");
    }

    @Test
    void refusesAMemberThatStandsTwice() throws IOException {
        byte[] twice = new String(archive("deflatee"), StandardCharsets.ISO_8859_1)
                .replace("deflatee", "deflated")
                .getBytes(StandardCharsets.ISO_8859_1);
        refuses(twice, "member deflated stands twice");
    }

    @Test
    void refusesDamagedData() throws IOException {
        byte[] bytes = archive();
        bytes[40] ^= 1;
        refuses(bytes, "member stored: checksum error");
    }

    /** Sizes around those of the parts that are read side by side. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 262144, 8388607, 8388608, 8388609, 20000003})
    void verifiesWhatIsReadInPlace(int size) throws IOException {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            ZipEntry entry = new ZipEntry("weights");
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(size);
            CRC32 crc = new CRC32();
            crc.update(content);
            entry.setCrc(crc.getValue());
            zip.putNextEntry(entry);
            zip.write(content);
        }
        try (ZipArchive zip = open(bytes.toByteArray())) {
            zip.verify(zip.members().get("weights"), new ReadChecksums());
        }
        if (size > 0) {
            byte[] damaged = bytes.toByteArray();
            damaged[30 + "weights".length() + size - 1] ^= 1;
            try (ZipArchive zip = open(damaged)) {
                MalformedFileException e = assertThrows(
                        MalformedFileException.class,
                        () -> zip.verify(zip.members().get("weights"), new ReadChecksums()));
                assertTrue(e.getMessage().contains("member weights: checksum error"), e.getMessage());
            }
        }
    }

    @Test
    void refusesAWrongSize() throws IOException {
        byte[] bytes = archive();
        int second = find(bytes, 0x02014b50, find(bytes, 0x02014b50, 0) + 4);
        bytes[second + 24] += 1;
        refuses(bytes, "member deflated: expected " + (TEXT.length + 1) + " bytes, found " + TEXT.length);
        bytes[second + 24] -= 2;
        refuses(bytes, "holds more than the expected");
    }

    @Test
    void refusesMembersOutsideOrOverEachOther() throws IOException {
        byte[] bytes = archive();
        int second = find(bytes, 0x02014b50, find(bytes, 0x02014b50, 0) + 4);
        bytes[second + 42] = 2;
        refuses(bytes, "overlaps another member");
        bytes[second + 45] = 0x10;
        refuses(bytes, "lies outside of the archive");
    }

    @Test
    void refusesEncryptionAndOtherMethods() throws IOException {
        byte[] bytes = archive();
        int first = find(bytes, 0x02014b50, 0);
        bytes[first + 8] |= 1;
        assertThrows(UnsupportedModelException.class, () -> open(bytes).read("stored"));
        refuses(bytes, "encrypted");
        byte[] other = archive();
        other[find(other, 0x02014b50, find(other, 0x02014b50, 0) + 4) + 10] = 12;
        refuses(other, "compression method 12");
    }

    /** Each number in 64 bits, as writers do it that do not know how large a member gets. */
    static byte[] archive64() throws IOException {
        byte[] bytes = archive();
        int first = find(bytes, 0x02014b50, 0);
        int second = find(bytes, 0x02014b50, first + 4);
        int end = find(bytes, 0x06054b50, second);
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer out = ByteBuffer.allocate(bytes.length + 2 * 28 + 56 + 20).order(ByteOrder.LITTLE_ENDIAN);
        out.put(bytes, 0, first);
        for (int at : new int[] {first, second}) {
            int length = 46 + in.getShort(at + 28);
            int to = out.position();
            out.put(bytes, at, length);
            out.putShort((short) 1).putShort((short) 24);
            out.putLong(in.getInt(at + 24)).putLong(in.getInt(at + 20)).putLong(in.getInt(at + 42));
            out.putInt(to + 20, -1).putInt(to + 24, -1).putInt(to + 42, -1).putShort(to + 30, (short) 28);
        }
        int end64 = out.position();
        out.putInt(0x06064b50)
                .putLong(44)
                .putShort((short) 45)
                .putShort((short) 45)
                .putInt(0)
                .putInt(0);
        out.putLong(2).putLong(2).putLong(end64 - first).putLong(first);
        out.putInt(0x07064b50).putInt(0).putLong(end64).putInt(1);
        int last = out.position();
        out.put(bytes, end, 22);
        return out.putShort(last + 8, (short) -1)
                .putShort(last + 10, (short) -1)
                .putInt(last + 12, -1)
                .putInt(last + 16, -1)
                .array();
    }

    @Test
    void readsNumbersOf64Bits() throws IOException {
        byte[] bytes = archive64();
        byte[] behind = new byte[7 + bytes.length];
        System.arraycopy(bytes, 0, behind, 7, bytes.length);
        for (byte[] each : new byte[][] {bytes, behind}) {
            try (ZipArchive zip = open(each)) {
                assertArrayEquals(TEXT, zip.read("stored").orElseThrow());
                assertArrayEquals(TEXT, zip.read("deflated").orElseThrow());
            }
        }
    }

    /** No number of these leads anywhere, whatever it says. */
    @Test
    void refusesWrongNumbersOf64Bits() throws IOException {
        byte[] sound = archive64();
        int entry = find(sound, 0x02014b50, 0);
        int extra = entry + 46 + "stored".length() + 4;
        int end = find(sound, 0x06064b50, 0);
        for (long wrong : new long[] {-1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 32, 1L << 62, sound.length}) {
            for (int at : new int[] {extra, extra + 8, extra + 16, end + 32, end + 40, end + 48, end + 56 + 8}) {
                byte[] bytes = sound.clone();
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(at, wrong);
                refuses(bytes, "");
            }
        }
        byte[] missing = sound.clone();
        missing[end + 56] ^= 1;
        refuses(missing, "the directory's 64-bit end is missing");
        byte[] shortened = sound.clone();
        shortened[extra - 2] = 16;
        refuses(shortened, "damaged extra field of member stored");
    }

    @Test
    void refusesDamagedDeflatedData() throws IOException {
        byte[] bytes = archive();
        int second = find(bytes, 0x02014b50, find(bytes, 0x02014b50, 0) + 4);
        bytes[second + 16] ^= 1;
        refuses(bytes, "member deflated: checksum error");
        byte[] data = archive();
        int at = find(data, 0x04034b50, 4) + 30 + "deflated".length();
        data[at] = 7; // a block of a kind that is not
        refuses(data, "member deflated: damaged deflated data");
    }

    @Test
    void aFullDisk() throws IOException {
        try (ZipArchive zip = open(archive())) {
            for (ZipMember member : zip.members().values()) {
                UncheckedIOException e =
                        assertThrows(UncheckedIOException.class, () -> zip.extract(member, Path.of("/dev/full")));
                assertTrue(
                        e.getMessage()
                                .contains("archive.zip, member " + member.name() + ": its 31 bytes cannot be written"),
                        e.getMessage());
            }
        }
    }

    @Test
    void refusesWhatIsNoArchive() throws IOException {
        byte[] bytes = archive();
        assertThrows(MalformedFileException.class, () -> open(new byte[10]));
        assertThrows(MalformedFileException.class, () -> open(new byte[1000]));
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThrows(MalformedFileException.class, () -> open(cut));
        }
    }

    @Test
    void hugeMembersAreNotReadAsAWhole() throws IOException {
        byte[] bytes = archive();
        int second = find(bytes, 0x02014b50, find(bytes, 0x02014b50, 0) + 4);
        bytes[second + 27] = 0x7f;
        refuses(bytes, "the limit is");
    }

    /** A number of two or four bytes in the archive's end. */
    private void refusesEnd(int offset, int bytes, int value, String reason) throws IOException {
        byte[] archive = archive();
        ByteBuffer in = ByteBuffer.wrap(archive).order(ByteOrder.LITTLE_ENDIAN);
        int end = find(archive, 0x06054b50, 0);
        if (bytes == 2) {
            in.putShort(end + offset, (short) value);
        } else {
            in.putInt(end + offset, value);
        }
        refuses(archive, reason);
    }

    @Test
    void refusesAnEndThatContradictsItself() throws IOException {
        refusesEnd(4, 2, 1, "a zip archive in several files");
        refusesEnd(8, 2, 1, "the directory counts its members in two ways");
        refusesEnd(12, 4, 1 << 20, "reaches beyond its end");
        refusesEnd(16, 4, 1 << 20, "reaches beyond its end");
        refusesEnd(12, 4, -1, "the directory's 64-bit end is missing");
        refusesEnd(16, 4, -1, "the directory's 64-bit end is missing");
        byte[] fewer = archive();
        int end = find(fewer, 0x06054b50, 0);
        fewer[end + 8] = 3;
        fewer[end + 10] = 3;
        refuses(fewer, "the directory ends after 2 members, expected 3");
    }

    @Test
    void refusesMoreMembersThanAreEverRead() throws IOException {
        byte[] bytes = archive64();
        int end = find(bytes, 0x06064b50, 0);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(end + 32, (1 << 20) + 1);
        refuses(bytes, "a directory of 1048577 members");
        bytes[end] ^= 1;
        refuses(bytes, "the directory's 64-bit end is not where it should be");
    }

    @Test
    void refusesADirectoryThatIsDamaged() throws IOException {
        byte[] bytes = archive();
        int first = find(bytes, 0x02014b50, 0);
        for (int at : new int[] {first, first + 28, first + 30, first + 32}) {
            byte[] damaged = bytes.clone();
            damaged[at + 1] ^= 0x40;
            refuses(damaged, "damaged directory at byte " + first);
        }
        byte[] sizes = bytes.clone();
        sizes[first + 24] ^= 1;
        refuses(sizes, "member stored: stored, but its sizes differ");
    }

    @Test
    void refusesHeadersThatContradictTheDirectory() throws IOException {
        byte[] bytes = archive();
        byte[] none = bytes.clone();
        none[0] ^= 1;
        refuses(none, "member stored: no header at byte 0");
        byte[] method = bytes.clone();
        method[8] = 8;
        refuses(method, "member stored: its header says method 8, the directory 0");
        byte[] name = bytes.clone();
        name[30] ^= 1;
        refuses(name, "member stored: its header has another name");
        byte[] extra = bytes.clone();
        extra[29] = 0x70;
        refuses(extra, "member stored: its data reaches beyond the end of the file");
    }

    @Test
    void refusesDeflatedDataThatEndsEarly() throws IOException {
        byte[] bytes = archive();
        int second = find(bytes, 0x02014b50, find(bytes, 0x02014b50, 0) + 4);
        bytes[second + 20] -= 3;
        refuses(bytes, "member deflated: deflated data ends early, after");
    }

    /** Folders, and fields of other kinds before the one with numbers of 64 bits. */
    @Test
    void passesWhatIsNotOfInterest() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("a/"));
            ZipEntry member = new ZipEntry("a/x");
            member.setExtra(new byte[] {0x34, 0x12, 2, 0, 7, 7, 0x35, 0x12, 0, 0});
            member.setComment("a comment");
            zip.putNextEntry(member);
            zip.write(TEXT);
        }
        try (ZipArchive zip = open(bytes.toByteArray())) {
            assertEquals(Set.of("a/x"), zip.members().keySet());
            assertArrayEquals(TEXT, zip.read("a/x").orElseThrow());
        }
        byte[] archive = bytes.toByteArray();
        int extra = find(archive, 0x00021234, find(archive, 0x02014b50, 0));
        archive[extra + 2] = 99;
        refuses(archive, "damaged extra field of member a/x");
    }

    @Test
    void refusesToExtractWhatExpandsBeyondReason() throws IOException {
        byte[] bytes = archive64();
        int second = find(bytes, 0x02014b50, find(bytes, 0x02014b50, 0) + 4);
        int size = second + 46 + "deflated".length() + 4;
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        Path target = Files.createFile(folder.resolve("target"));
        in.putLong(size, (4L << 30) + 1);
        try (ZipArchive zip = open(bytes)) {
            ZipMember member = zip.members().get("deflated");
            String message = assertThrows(MalformedFileException.class, () -> zip.extract(member, target))
                    .getMessage();
            assertTrue(message.contains("bytes would expand to 4294967297"), message);
        }
        in.putLong(size, 4L << 30); // so much may come of anything
        try (ZipArchive zip = open(bytes)) {
            ZipMember member = zip.members().get("deflated");
            String message = assertThrows(MalformedFileException.class, () -> zip.extract(member, target))
                    .getMessage();
            assertTrue(message.contains("expected 4294967296 bytes, found " + TEXT.length), message);
        }
    }

    @Test
    void refusesFilesThatAreNotThere() {
        Path absent = folder.resolve("absent.zip");
        UncheckedIOException e = assertThrows(UncheckedIOException.class, () -> ZipArchive.open(absent));
        assertTrue(e.getMessage().startsWith("cannot read " + absent), e.getMessage());
    }
}
