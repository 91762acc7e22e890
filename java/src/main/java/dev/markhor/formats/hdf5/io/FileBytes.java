package dev.markhor.formats.hdf5.io;

import dev.markhor.error.MalformedFileException;
import dev.markhor.error.UnsupportedModelException;
import dev.markhor.formats.FileErrors;
import dev.markhor.formats.FileStamp;
import dev.markhor.formats.ReadChecksums;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

/**
 * The bytes of an HDF5 file, which may be a part of another file, by HDF5 address. Structures are read through a small cache of
 * pages by one thread while the file is opened; values by positioned reads of any thread. Nothing is mapped: a mapped file that
 * is truncated meanwhile would take the process with it.
 */
public final class FileBytes implements AutoCloseable {
    private static final int PAGE = 1 << 14;
    private static final int MAX_PAGES = 1024;
    /** The JDK copies through a direct buffer of the size of the request and keeps it: requests stay small. */
    private static final int BLOCK = 1 << 18;
    /** More than this is read in parts of this size, by several threads. */
    private static final int PART = 8 << 20;

    private final Path file;
    private final Path path; // what errors call it
    private final FileChannel channel;
    private final FileStamp stamp;
    private final long start;
    private final long length;
    private final Optional<ReadChecksums> checksums;
    private final Map<Long, ByteBuffer> pages = new HashMap<>();
    private long base;
    private long limit;
    private Object place = "";
    private volatile boolean checkedLater;

    private FileBytes(
            Path file,
            Path path,
            FileChannel channel,
            FileStamp stamp,
            long start,
            long length,
            Optional<ReadChecksums> checksums) {
        this.file = file;
        this.path = path;
        this.channel = channel;
        this.stamp = stamp;
        this.start = start;
        this.length = length;
        this.limit = length;
        this.checksums = checksums;
    }

    /** A whole file. */
    public static FileBytes open(Path path) {
        return open(path, path, 0, -1, Optional.empty());
    }

    /**
     * A part of a file; length -1 reaches to its end.
     *
     * @param path what errors call it
     * @param checksums told of the values that are read, by their places in the file
     */
    public static FileBytes open(Path file, Path path, long offset, long length, Optional<ReadChecksums> checksums) {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.READ);
            if (Files.isDirectory(file)) {
                throw new MalformedFileException(path + ": expected a file, found a folder");
            }
            long size = channel.size();
            long bytes = length < 0 ? size - offset : length;
            if (offset < 0 || bytes < 0 || offset > size - bytes) {
                throw new MalformedFileException(
                        path + ": expected bytes " + offset + " to " + (offset + bytes) + ", the file has " + size);
            }
            return new FileBytes(file, path, channel, FileStamp.of(file), offset, bytes, checksums);
        } catch (NoSuchFileException e) {
            throw new UncheckedIOException("no such file: " + path, e);
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

    /** Where the bytes are. */
    public Path file() {
        return file;
    }

    /** What errors call it: the file, or the place in an archive that it was taken from. */
    public Path path() {
        return path;
    }

    /** Where address 0 lies, counted from {@link #start}. */
    public long base() {
        return base;
    }

    /** Where the part of the file begins that is looked at. */
    public long start() {
        return start;
    }

    /** How long the part of the file is that is looked at. */
    public long length() {
        return length;
    }

    /** Size of the whole file when it was opened. */
    public long size() {
        return stamp.size();
    }

    /** When the file was changed last before it was opened. */
    public FileTime changed() {
        return stamp.changed();
    }

    /** Number of bytes, counted from address 0 once the superblock is known. */
    public long limit() {
        return limit;
    }

    /** Sets where address 0 lies in this file and where the file ends. */
    public void setBounds(long newBase, long newLimit) {
        base = newBase;
        limit = newLimit;
    }

    /** The object that is being read, for errors: its text is asked for when there is one. */
    public void setPlace(Object place) {
        this.place = place;
    }

    /** A cursor over some bytes. @throws MalformedFileException if they are not all inside of the file */
    public Cursor cursor(long address, long bytes, String what) {
        requireInside(address, bytes, what);
        if (bytes > Integer.MAX_VALUE) {
            throw unsupported(what + " of " + bytes + " bytes");
        }
        return new Cursor(this, slice(address, (int) bytes), address, what);
    }

    /** Whether the four characters stand at the address; false if the file ends before. */
    public boolean hasSignature(long address, String signature) {
        if (address < 0 || address > limit - 4) {
            return false;
        }
        ByteBuffer bytes = slice(address, 4);
        for (int i = 0; i < 4; i++) {
            if (bytes.get(i) != signature.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    public void requireInside(long address, long bytes, String what) {
        if (address < 0 || bytes < 0 || address > limit - bytes) {
            throw malformed(what + " at address " + Long.toUnsignedString(address) + " with "
                    + Long.toUnsignedString(bytes) + " bytes: expected inside of the file, which has " + limit);
        }
    }

    private ByteBuffer slice(long address, int bytes) {
        long at = base + address;
        long page = at / PAGE;
        int offset = (int) (at % PAGE);
        if (offset + bytes <= PAGE) {
            return page(page).slice(offset, bytes).order(ByteOrder.LITTLE_ENDIAN);
        }
        ByteBuffer copy = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        readFully(address, copy);
        return copy.flip();
    }

    private ByteBuffer page(long number) {
        ByteBuffer page = pages.get(number);
        if (page == null) {
            if (pages.size() >= MAX_PAGES) {
                pages.clear();
            }
            long at = number * PAGE;
            page = ByteBuffer.allocate((int) Math.min(PAGE, length - at));
            readFully(at - base, page);
            page.flip();
            pages.put(number, page);
        }
        return page;
    }

    /** Forgets cached structures. */
    public void dropPages() {
        pages.clear();
    }

    /** Fills the buffer's remaining bytes from the address on. @throws MalformedFileException if the file has become shorter */
    public void readFully(long address, ByteBuffer destination) {
        readPart(address, destination, null);
    }

    /** As {@link #readFully}, values, of which there may be many: large parts are read side by side. */
    public void readValues(long address, ByteBuffer destination) {
        int bytes = destination.remaining();
        if (bytes <= PART) {
            readValuePart(address, destination);
            return;
        }
        int first = destination.position();
        IntStream.rangeClosed(0, (bytes - 1) / PART).parallel().forEach(i -> {
            int from = i * PART;
            readValuePart(address + from, destination.slice(first + from, Math.min(PART, bytes - from)));
        });
        destination.position(first + bytes);
    }

    private void readValuePart(long address, ByteBuffer destination) {
        if (checksums.isEmpty()) {
            readPart(address, destination, null);
            return;
        }
        int bytes = destination.remaining();
        CRC32 checksum = new CRC32();
        readPart(address, destination, checksum);
        checksums.get().add(start + base + address, bytes, (int) checksum.getValue());
    }

    /** @param checksum is told of each block while it is in the cache; or null */
    private void readPart(long address, ByteBuffer destination, CRC32 checksum) {
        long position = start + base + address;
        try {
            while (destination.hasRemaining()) {
                int size = Math.min(destination.remaining(), BLOCK);
                ByteBuffer block = destination.slice(destination.position(), size);
                int count = channel.read(block, position);
                if (count < 0) {
                    throw new EOFException();
                }
                if (checksum != null) {
                    checksum.update(block.flip());
                }
                destination.position(destination.position() + count);
                position += count;
            }
        } catch (EOFException e) {
            throw malformed("the file ended at byte " + position + " although it was longer when it was opened");
        } catch (IOException e) {
            throw FileErrors.cannotRead(path, e);
        }
    }

    /** From now on {@link #requireUnchangedAfterRead} does nothing: who reads many values calls {@link #requireUnchanged} behind them. */
    public void checkLater() {
        checkedLater = true;
    }

    /** As {@link #requireUnchanged}, unless someone does that {@linkplain #checkLater later}. */
    public void requireUnchangedAfterRead() {
        if (!checkedLater) {
            requireUnchanged();
        }
    }

    /** @throws MalformedFileException if size, time of change or identity of the file differ from when it was opened */
    public void requireUnchanged() {
        try {
            FileStamp now = FileStamp.of(file);
            if (!now.isSame(stamp)) {
                throw new MalformedFileException(
                        path + ": the file changed while it was open: expected " + stamp + ", found " + now);
            }
        } catch (IOException e) {
            throw FileErrors.of("cannot look at " + path, e);
        }
    }

    public boolean isOpen() {
        return channel.isOpen();
    }

    public MalformedFileException malformed(String reason) {
        return new MalformedFileException(
                path + prefix() + ": " + reason + "; the file is damaged, copy or save it anew");
    }

    public UnsupportedModelException unsupported(String feature) {
        return new UnsupportedModelException(path + prefix() + ": HDF5 feature that is not read: " + feature);
    }

    private String prefix() {
        String text = place.toString();
        return text.isEmpty() ? "" : ", " + text;
    }

    @Override
    public void close() {
        pages.clear();
        closeQuietly(channel);
    }
}
