package dev.markhor.formats;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Checksums (CRC-32) of the parts of a file that were read, each computed while its bytes were in the cache: so that the checksum of the
 * whole is known without reading it once more. Safe for use by several threads.
 */
public final class ReadChecksums {
    private final ConcurrentSkipListMap<Long, Part> parts = new ConcurrentSkipListMap<>();

    /**
     * Bytes of the file.
     *
     * @param known whether they were read, and {@code checksum} is theirs
     */
    public record Part(long from, long bytes, boolean known, int checksum) {}

    /** @param from where the bytes begin in the file */
    public void add(long from, long bytes, int checksum) {
        if (bytes > 0) {
            parts.putIfAbsent(from, new Part(from, bytes, true, checksum));
        }
    }

    /** All bytes between two places, in order: those that were read, and between them what is still to be read, {@code most} bytes at a time. */
    public List<Part> cover(long from, long to, long most) {
        List<Part> cover = new ArrayList<>();
        long at = from;
        for (Part part : parts.subMap(from, to).values()) {
            if (part.from >= at && part.from + part.bytes <= to) { // or else it was read in another way before
                addUnknown(cover, at, part.from, most);
                cover.add(part);
                at = part.from + part.bytes;
            }
        }
        addUnknown(cover, at, to, most);
        return cover;
    }

    private static void addUnknown(List<Part> cover, long from, long to, long most) {
        for (long at = from; at < to; at += most) {
            cover.add(new Part(at, Math.min(most, to - at), false, 0));
        }
    }
}
