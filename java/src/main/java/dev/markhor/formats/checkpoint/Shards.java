package dev.markhor.formats.checkpoint;

import dev.markhor.error.MalformedFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The data files of a checkpoint. Each is opened when first read, and may be released and opened again: values that wait for their variable
 * may be read much later. A file that changed in between is refused. Safe for use by several threads.
 */
final class Shards implements AutoCloseable {
    private final String prefix;
    private final FileChannel[] channels;
    private final FileTime[] changed;

    Shards(String prefix, int count) {
        this.prefix = prefix;
        this.channels = new FileChannel[count];
        this.changed = new FileTime[count];
    }

    int count() {
        return channels.length;
    }

    /**
     * Reads until the buffer is full.
     *
     * @param what for messages
     * @throws MalformedFileException if the file is missing or ends before
     */
    void read(String what, int shard, long offset, ByteBuffer target) {
        require(what, shard, offset, target.remaining());
        FileChannel channel = channel(shard);
        try {
            long at = offset;
            while (target.hasRemaining()) {
                int read = channel.read(target, at);
                if (read < 0) {
                    throw new MalformedFileException(file(shard) + ": shrank while " + what + " was read");
                }
                at += read;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file(shard) + ": " + e.getMessage(), e);
        }
    }

    /** @throws MalformedFileException if the file is missing or ends before */
    void require(String what, int shard, long offset, long bytes) {
        long size = size(shard);
        if (bytes > size - offset) {
            throw new MalformedFileException(file(shard) + ": truncated: " + what + " needs bytes " + offset + " to "
                    + (offset + bytes) + ", the file has " + size + "; copy it anew");
        }
    }

    private long size(int shard) {
        try {
            return channel(shard).size();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file(shard) + ": " + e.getMessage(), e);
        }
    }

    private synchronized FileChannel channel(int shard) {
        if (channels[shard] == null) {
            Path file = file(shard);
            try {
                FileTime time = Files.getLastModifiedTime(file);
                if (changed[shard] != null && !changed[shard].equals(time)) {
                    throw new MalformedFileException(
                            file
                                    + ": changed after it was loaded and before the model was built, so that its values could not be read; load it again");
                }
                channels[shard] = FileChannel.open(file, StandardOpenOption.READ);
                changed[shard] = time;
            } catch (IOException e) {
                throw new MalformedFileException(
                        "the data file " + file + " of checkpoint " + prefix + " is missing or unreadable"
                                + (present().isEmpty() ? "" : ", there are " + present())
                                + "; copy all data files with the index",
                        e);
            }
        }
        return channels[shard];
    }

    private Path file(int shard) {
        return Path.of(String.format(Locale.ROOT, "%s.data-%05d-of-%05d", prefix, shard, channels.length));
    }

    private List<String> present() {
        Path start = Path.of(prefix);
        Path folder = start.toAbsolutePath().getParent();
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(start.getFileName() + ".data-"))
                    .sorted()
                    .limit(10)
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Closes what is open; whoever reads opens it again. */
    @Override
    public synchronized void close() {
        for (int i = 0; i < channels.length; i++) {
            if (channels[i] != null) {
                try {
                    channels[i].close();
                } catch (IOException e) {
                    // it was only read
                }
                channels[i] = null;
            }
        }
    }
}
