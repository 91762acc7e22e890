package dev.markhor.formats.checkpoint;

import dev.markhor.error.MalformedFileException;
import dev.markhor.formats.FileErrors;
import dev.markhor.formats.FileStamp;
import dev.markhor.formats.Links;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
    private final FileStamp[] stamps;

    Shards(String prefix, int count) {
        this.prefix = prefix;
        this.channels = new FileChannel[count];
        this.stamps = new FileStamp[count];
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
            throw FileErrors.cannotRead(file(shard), e);
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
            throw FileErrors.cannotRead(file(shard), e);
        }
    }

    private synchronized FileChannel channel(int shard) {
        if (channels[shard] == null || !channels[shard].isOpen()) {
            Path file = file(shard);
            if (!Files.exists(file)) {
                throw new MalformedFileException("the data file " + file + " of checkpoint " + prefix + " is missing"
                        + (present().isEmpty() ? "" : ", there are " + present())
                        + "; copy all data files with the index");
            }
            Links.within(folder(), file);
            try {
                FileStamp stamp = FileStamp.of(file);
                if (stamps[shard] != null && !stamps[shard].isSame(stamp)) {
                    throw new MalformedFileException(
                            file
                                    + ": changed after it was loaded and before the model was built, so that its values could not be read; load it again");
                }
                channels[shard] = FileChannel.open(file, StandardOpenOption.READ);
                stamps[shard] = stamp;
            } catch (IOException e) {
                throw FileErrors.cannotRead(file, e);
            }
        }
        return channels[shard];
    }

    private Path folder() {
        return Path.of(prefix).toAbsolutePath().getParent();
    }

    private Path file(int shard) {
        return Path.of(String.format(Locale.ROOT, "%s.data-%05d-of-%05d", prefix, shard, channels.length));
    }

    private List<String> present() {
        Path start = Path.of(prefix);
        try (Stream<Path> files = Files.list(folder())) {
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
