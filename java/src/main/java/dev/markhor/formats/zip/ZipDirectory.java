package dev.markhor.formats.zip;

import dev.markhor.error.MalformedFileException;
import dev.markhor.error.UnsupportedModelException;
import dev.markhor.formats.Limits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Reads the central directory at the end of a zip archive. */
final class ZipDirectory {
    private static final int END = 0x06054b50;
    private static final int END64 = 0x06064b50;
    private static final int END64_LOCATOR = 0x07064b50;
    private static final int ENTRY = 0x02014b50;
    private static final int END_BYTES = 22;
    private static final int END64_BYTES = 56;
    private static final int LOCATOR_BYTES = 20;
    private static final int ENTRY_BYTES = 46;
    static final int LOCAL_BYTES = 30;
    private static final int LONGEST_COMMENT = 65535;
    private static final int EXTRA64 = 1;
    private static final long IN_EXTRA64 = 0xffffffffL;
    private static final int ENCRYPTED = 0x1;
    private static final int STRONGLY_ENCRYPTED = 0x40;
    private static final int HIDDEN = 0x2000;

    private final Path path;
    private final FileChannel channel;
    private final Map<String, ZipMember> members = new LinkedHashMap<>();
    /** Start to end of the members, to find overlaps. */
    private final TreeMap<Long, Long> spans = new TreeMap<>();

    private record Location(long offset, long bytes, long entries, long prefix) {}

    ZipDirectory(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    Map<String, ZipMember> read() throws IOException {
        Location directory = locate();
        if (directory.bytes > Integer.MAX_VALUE - 8 || directory.entries > Limits.ZIP_MEMBERS) {
            throw malformed("a directory of " + directory.entries + " members");
        }
        ByteBuffer in = read(directory.offset, (int) directory.bytes);
        for (long i = 0; i < directory.entries; i++) {
            require(
                    in.remaining() >= ENTRY_BYTES,
                    "the directory ends after " + i + " members, expected " + directory.entries);
            readEntry(in, directory);
        }
        return members;
    }

    private Location locate() throws IOException {
        long size = channel.size();
        require(size >= END_BYTES, "truncated zip archive of " + size + " bytes");
        int tail = (int) Math.min(size, END_BYTES + LONGEST_COMMENT);
        ByteBuffer in = read(size - tail, tail);
        for (int at = tail - END_BYTES; at >= 0; at--) {
            if (in.getInt(at) == END && at + END_BYTES + unsignedShort(in, at + 20) == tail) {
                return readEnd(in.slice(at, END_BYTES).order(ByteOrder.LITTLE_ENDIAN), size - tail + at);
            }
        }
        throw malformed("no directory at the end: not a zip archive, or a truncated one; copy it anew");
    }

    private Location readEnd(ByteBuffer end, long endOffset) throws IOException {
        int disk = unsignedShort(end, 4);
        if (disk != 0 && disk != 0xffff) {
            throw new UnsupportedModelException(path + ": a zip archive in several files");
        }
        long entries = unsignedShort(end, 10);
        long bytes = unsignedInt(end, 12);
        long offset = unsignedInt(end, 16);
        if (entries == 0xffff || bytes == IN_EXTRA64 || offset == IN_EXTRA64) {
            return readEnd64(endOffset);
        }
        require(entries == unsignedShort(end, 8), "the directory counts its members in two ways");
        long prefix = endOffset - bytes - offset;
        require(
                prefix >= 0,
                "a directory of " + bytes + " bytes at " + offset + " reaches beyond its end at " + endOffset);
        return new Location(offset + prefix, bytes, entries, prefix);
    }

    private Location readEnd64(long endOffset) throws IOException {
        require(endOffset >= LOCATOR_BYTES + END64_BYTES, "the directory's 64-bit end is missing");
        ByteBuffer locator = read(endOffset - LOCATOR_BYTES, LOCATOR_BYTES);
        require(locator.getInt(0) == END64_LOCATOR, "the directory's 64-bit end is missing");
        long at = endOffset - LOCATOR_BYTES - END64_BYTES;
        ByteBuffer end = read(at, END64_BYTES);
        require(end.getInt(0) == END64, "the directory's 64-bit end is not where it should be");
        long prefix = at - locator.getLong(8);
        long entries = end.getLong(32);
        long bytes = end.getLong(40);
        long offset = end.getLong(48);
        boolean fits = prefix >= 0
                && entries >= 0
                && bytes >= 0
                && offset >= 0
                && offset <= at
                && bytes == at - prefix - offset;
        require(fits, "a directory of " + bytes + " bytes at " + offset + " does not end at " + at);
        return new Location(offset + prefix, bytes, entries, prefix);
    }

    private void readEntry(ByteBuffer in, Location directory) {
        int at = in.position();
        require(in.getInt(at) == ENTRY, "damaged directory at byte " + (directory.offset + at));
        int flags = unsignedShort(in, at + 8);
        int method = unsignedShort(in, at + 10);
        long crc = unsignedInt(in, at + 16);
        long[] sizes = {unsignedInt(in, at + 24), unsignedInt(in, at + 20), unsignedInt(in, at + 42)};
        int nameBytes = unsignedShort(in, at + 28);
        int extraBytes = unsignedShort(in, at + 30);
        int commentBytes = unsignedShort(in, at + 32);
        int total = ENTRY_BYTES + nameBytes + extraBytes + commentBytes;
        require(in.remaining() >= total, "damaged directory at byte " + (directory.offset + at));
        byte[] nameField = new byte[nameBytes];
        in.get(at + ENTRY_BYTES, nameField);
        String name = new String(nameField, StandardCharsets.UTF_8);
        readExtra64(in.slice(at + ENTRY_BYTES + nameBytes, extraBytes).order(ByteOrder.LITTLE_ENDIAN), sizes, name);
        in.position(at + total);
        boolean encrypted = (flags & (ENCRYPTED | STRONGLY_ENCRYPTED | HIDDEN)) != 0;
        add(
                new ZipMember(name, method, encrypted, crc, sizes[1], sizes[0], sizes[2] + directory.prefix),
                directory.offset);
    }

    /** Replaces what did not fit into 32 bits: size, compressed size and offset, in this order. */
    private void readExtra64(ByteBuffer extra, long[] sizes, String name) {
        while (extra.remaining() >= 4) {
            int id = extra.getShort() & 0xffff;
            int bytes = extra.getShort() & 0xffff;
            require(bytes <= extra.remaining(), "damaged extra field of member " + name);
            ByteBuffer field = extra.slice(extra.position(), bytes).order(ByteOrder.LITTLE_ENDIAN);
            extra.position(extra.position() + bytes);
            if (id == EXTRA64) {
                for (int i = 0; i < sizes.length; i++) {
                    if (sizes[i] == IN_EXTRA64) {
                        require(field.remaining() >= 8, "damaged extra field of member " + name);
                        sizes[i] = field.getLong();
                    }
                }
                return;
            }
        }
    }

    private void add(ZipMember member, long directoryOffset) {
        requireName(member.name());
        long start = member.headerOffset();
        boolean inside = start >= 0
                && member.compressedSize() >= 0
                && member.size() >= 0
                && start <= directoryOffset - LOCAL_BYTES
                && member.compressedSize() <= directoryOffset - LOCAL_BYTES - start;
        require(inside, "member " + member.name() + " lies outside of the archive");
        require(
                !member.isStored() || member.size() == member.compressedSize(),
                "member " + member.name() + ": stored, but its sizes differ: " + member.compressedSize() + " and "
                        + member.size());
        long end = start + LOCAL_BYTES + member.compressedSize();
        Map.Entry<Long, Long> before = spans.lowerEntry(end);
        require(before == null || before.getValue() <= start, "member " + member.name() + " overlaps another member");
        spans.put(start, end);
        if (!member.name().endsWith("/")) {
            require(members.put(member.name(), member) == null, "member " + member.name() + " stands twice");
        }
    }

    private void requireName(String name) {
        boolean escapes = name.isEmpty()
                || name.startsWith("/")
                || name.indexOf('\\') >= 0
                || name.indexOf('\0') >= 0
                || name.equals("..")
                || name.startsWith("../")
                || name.endsWith("/..")
                || name.contains("/../")
                || name.length() > 1 && name.charAt(1) == ':';
        require(!escapes, "the path of member '" + name + "' escapes the archive");
    }

    private ByteBuffer read(long offset, int bytes) throws IOException {
        return readFully(path, channel, offset, bytes);
    }

    static ByteBuffer readFully(Path path, FileChannel channel, long offset, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, offset + buffer.position()) < 0) {
                throw new MalformedFileException(
                        path + ": truncated zip archive: expected bytes up to " + (offset + bytes));
            }
        }
        return buffer.flip();
    }

    static int unsignedShort(ByteBuffer in, int at) {
        return in.getShort(at) & 0xffff;
    }

    private static long unsignedInt(ByteBuffer in, int at) {
        return in.getInt(at) & 0xffffffffL;
    }

    private void require(boolean condition, String reason) {
        if (!condition) {
            throw malformed(reason);
        }
    }

    private MalformedFileException malformed(String reason) {
        return new MalformedFileException(path + ": " + reason);
    }
}
