package dev.markhor.formats.checkpoint;

import dev.markhor.error.MalformedFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The data files of a checkpoint, each opened when first read. Safe for use by several threads. */
final class Shards implements AutoCloseable {
    private final String prefix;
    private final FileChannel[] channels;
    private boolean closed;

    Shards(String prefix, int count) {
        this.prefix = prefix;
        this.channels = new FileChannel[count];
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
                    + (offset + bytes) + ", the file has " + size);
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
        if (closed) {
            throw new IllegalStateException(prefix + " is closed");
        }
        if (channels[shard] == null) {
            try {
                channels[shard] = FileChannel.open(file(shard), StandardOpenOption.READ);
            } catch (IOException e) {
                throw new MalformedFileException(
                        "the data file " + file(shard) + " of checkpoint " + prefix + " is missing or unreadable; there are "
                                + present(),
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

    @Override
    public synchronized void close() {
        closed = true;
        for (FileChannel channel : channels) {
            if (channel != null) {
                try {
                    channel.close();
                } catch (IOException e) {
                    // it was only read
                }
            }
        }
    }
}
