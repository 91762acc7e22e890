package dev.markhor.formats.zip;

import dev.markhor.error.MalformedFileException;
import dev.markhor.error.UnsupportedModelException;
import dev.markhor.formats.Crc;
import dev.markhor.formats.FileErrors;
import dev.markhor.formats.ReadChecksums;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Reads the bytes of one member and checks their number and checksum. */
final class ZipMemberReader {
    private static final int LOCAL = 0x04034b50;
    private static final int BLOCK = 1 << 16;
    private static final long PART = 8 << 20;
    private static final int PIECE = 1 << 18;

    /** Takes the bytes, block by block. */
    interface Sink {
        void accept(ByteBuffer block) throws IOException;
    }

    private final Path path;
    private final FileChannel channel;
    private final ZipMember member;

    ZipMemberReader(Path path, FileChannel channel, ZipMember member) {
        this.path = path;
        this.channel = channel;
        this.member = member;
        if (member.isEncrypted()) {
            throw new UnsupportedModelException(place() + ": encrypted");
        }
        if (member.method() != ZipMember.STORED && member.method() != ZipMember.DEFLATED) {
            throw new UnsupportedModelException(place() + ": compression method " + member.method()
                    + " is not read, only stored and deflated members are");
        }
    }

    private String place() {
        return path + ", member " + member.name();
    }

    /** Where the member's data begins; checks its own header against the directory. */
    long dataOffset() {
        try {
            ByteBuffer header = ZipDirectory.readFully(path, channel, member.headerOffset(), ZipDirectory.LOCAL_BYTES);
            require(header.getInt(0) == LOCAL, "no header at byte " + member.headerOffset());
            int method = ZipDirectory.unsignedShort(header, 8);
            require(
                    method == member.method(),
                    "its header says method " + method + ", the directory " + member.method());
            int nameBytes = ZipDirectory.unsignedShort(header, 26);
            int extraBytes = ZipDirectory.unsignedShort(header, 28);
            long nameOffset = member.headerOffset() + ZipDirectory.LOCAL_BYTES;
            byte[] name =
                    ZipDirectory.readFully(path, channel, nameOffset, nameBytes).array();
            require(Arrays.equals(name, member.name().getBytes(StandardCharsets.UTF_8)), "its header has another name");
            long offset = nameOffset + nameBytes + extraBytes;
            require(member.compressedSize() <= channel.size() - offset, "its data reaches beyond the end of the file");
            return offset;
        } catch (IOException e) {
            throw FileErrors.cannotRead(path, e);
        }
    }

    void read(Sink sink) {
        CRC32 crc = new CRC32();
        Sink checked = block -> {
            crc.update(block.duplicate());
            sink.accept(block);
        };
        try {
            if (member.isStored()) {
                copy(checked);
            } else {
                inflate(checked);
            }
        } catch (IOException e) {
            throw FileErrors.cannotRead(path, e);
        }
        requireChecksum(crc.getValue());
    }

    /** Checks the checksum of a stored member; what was not read yet is read, much of it side by side. */
    void verify(ReadChecksums read) {
        long offset = dataOffset();
        List<ReadChecksums.Part> parts = read.cover(offset, offset + member.size(), PART);
        boolean large = parts.stream().anyMatch(part -> !part.known() && part.bytes() == PART);
        Stream<ReadChecksums.Part> all = large ? parts.parallelStream() : parts.stream();
        int[] checksums = all.mapToInt(part -> part.known() ? part.checksum() : checksum(part.from(), part.bytes()))
                .toArray();
        int joined = 0;
        for (int i = 0; i < checksums.length; i++) {
            joined = Crc.join(Crc.CRC32, joined, checksums[i], parts.get(i).bytes());
        }
        requireChecksum(joined & 0xffffffffL);
    }

    private int checksum(long from, long bytes) {
        CRC32 crc = new CRC32();
        ByteBuffer piece = bytes < PIECE ? ByteBuffer.allocate((int) bytes) : ByteBuffer.allocateDirect(PIECE);
        try {
            for (long done = 0; done < bytes; done += piece.limit()) {
                piece.clear().limit((int) Math.min(PIECE, bytes - done));
                while (piece.hasRemaining()) {
                    require(channel.read(piece, from + done + piece.position()) >= 0, "the archive became shorter");
                }
                crc.update(piece.flip());
            }
        } catch (IOException e) {
            throw FileErrors.cannotRead(path, e);
        }
        return (int) crc.getValue();
    }

    private void requireChecksum(long found) {
        require(
                found == member.crc(),
                "checksum error: expected " + Long.toHexString(member.crc()) + ", found " + Long.toHexString(found)
                        + "; the archive is damaged, copy it anew");
    }

    private void copy(Sink sink) throws IOException {
        long offset = dataOffset();
        for (long done = 0; done < member.size(); ) {
            int size = (int) Math.min(BLOCK, member.size() - done);
            sink.accept(ZipDirectory.readFully(path, channel, offset + done, size));
            done += size;
        }
    }

    private void inflate(Sink sink) throws IOException {
        long offset = dataOffset();
        long in = 0;
        long out = 0;
        byte[] block = new byte[BLOCK];
        Inflater inflater = new Inflater(true);
        try {
            while (!inflater.finished()) {
                if (inflater.needsInput()) {
                    int size = (int) Math.min(BLOCK, member.compressedSize() - in);
                    require(size > 0, "deflated data ends early, after " + out + " of " + member.size() + " bytes");
                    inflater.setInput(ZipDirectory.readFully(path, channel, offset + in, size)
                            .array());
                    in += size;
                }
                int count = inflater.inflate(block);
                out += count;
                require(out <= member.size(), "deflated data holds more than the expected " + member.size() + " bytes");
                require(!inflater.needsDictionary(), "deflated data wants a dictionary");
                sink.accept(ByteBuffer.wrap(block, 0, count));
            }
        } catch (DataFormatException e) {
            throw new MalformedFileException(place() + ": damaged deflated data: " + e.getMessage(), e);
        } finally {
            inflater.end();
        }
        require(out == member.size(), "expected " + member.size() + " bytes, found " + out);
    }

    private void require(boolean condition, String reason) {
        if (!condition) {
            throw new MalformedFileException(place() + ": " + reason);
        }
    }
}
