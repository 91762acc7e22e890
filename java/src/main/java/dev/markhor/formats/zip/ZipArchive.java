package dev.markhor.formats.zip;

import dev.markhor.error.MalformedFileException;
import dev.markhor.error.UnsupportedModelException;
import dev.markhor.formats.FileErrors;
import dev.markhor.formats.Limits;
import dev.markhor.formats.ReadChecksums;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;

/**
 * A zip archive, read strictly: every member once, inside of the file, none overlapping another, no name that leads out of the
 * archive. (The JDK's reader takes the last of several members with one name, other readers take the first.)
 */
public final class ZipArchive implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;
    private final Map<String, ZipMember> members;

    private ZipArchive(Path path, FileChannel channel, Map<String, ZipMember> members) {
        this.path = path;
        this.channel = channel;
        this.members = members;
    }

    /**
     * @throws MalformedFileException if the archive is damaged
     * @throws UnsupportedModelException if it spans several files
     */
    public static ZipArchive open(Path path) {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(path, StandardOpenOption.READ);
            return new ZipArchive(path, channel, new ZipDirectory(path, channel).read());
        } catch (IOException e) {
            closeQuietly(channel);
            throw FileErrors.cannotRead(path, e);
        } catch (RuntimeException e) {
            closeQuietly(channel);
            throw e;
        }
    }

    private static void closeQuietly(FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException ignored) {
                // nothing was written: there is nothing to lose
            }
        }
    }

    public Path path() {
        return path;
    }

    /** All members that are no folders, by name, in the archive's order. */
    public Map<String, ZipMember> members() {
        return Collections.unmodifiableMap(members);
    }

    /**
     * The bytes of a member, if it is there.
     *
     * @throws MalformedFileException if it is damaged or too large to be read as a whole
     * @throws UnsupportedModelException if it is encrypted or compressed in an unusual way
     */
    public Optional<byte[]> read(String name) {
        ZipMember member = members.get(name);
        if (member == null) {
            return Optional.empty();
        }
        if (member.size() > Limits.ZIP_MEMBER_IN_MEMORY) {
            throw new MalformedFileException(path + ", member " + name + ": " + member.size() + " bytes, the limit is "
                    + Limits.ZIP_MEMBER_IN_MEMORY);
        }
        byte[] bytes = new byte[(int) member.size()];
        ByteBuffer target = ByteBuffer.wrap(bytes);
        new ZipMemberReader(path, channel, member).read(target::put);
        return Optional.of(bytes);
    }

    /** Where the bytes of a member begin in the file, if it is stored without compression; -1 if it is compressed. */
    public long offset(ZipMember member) {
        ZipMemberReader reader = new ZipMemberReader(path, channel, member);
        return member.isStored() ? reader.dataOffset() : -1;
    }

    /**
     * Compares the bytes of a member that is stored with its checksum.
     *
     * @param read those parts that were read already, which are not read again
     * @throws MalformedFileException if they do not agree
     */
    public void verify(ZipMember member, ReadChecksums read) {
        new ZipMemberReader(path, channel, member).verify(read);
    }

    /**
     * Writes the bytes of a member to a file.
     *
     * @throws MalformedFileException if the member is damaged, or expands beyond all reason
     */
    public void extract(ZipMember member, Path target) {
        boolean bomb = member.size() > Limits.ZIP_RATIO_FLOOR
                && member.size() / Limits.ZIP_RATIO > Math.max(1, member.compressedSize());
        if (bomb) {
            throw new MalformedFileException(path + ", member " + member.name() + ": " + member.compressedSize()
                    + " bytes would expand to " + member.size());
        }
        try (FileChannel out =
                FileChannel.open(target, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            new ZipMemberReader(path, channel, member).read(block -> write(block, out, member, target));
        } catch (IOException e) {
            throw FileErrors.of("cannot write " + target, e);
        }
    }

    private void write(ByteBuffer block, FileChannel out, ZipMember member, Path target) {
        try {
            while (block.hasRemaining()) {
                out.write(block);
            }
        } catch (ClosedByInterruptException e) {
            throw FileErrors.of("cannot write " + target, e);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    path + ", member " + member.name() + ": its " + member.size() + " bytes cannot be written to "
                            + target + ": " + e.getMessage() + "; java.io.tmpdir says where there is more room",
                    e);
        }
    }

    @Override
    public void close() {
        closeQuietly(channel);
    }
}
