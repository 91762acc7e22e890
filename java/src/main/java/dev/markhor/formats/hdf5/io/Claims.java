package dev.markhor.formats.hdf5.io;

import java.util.Map;
import java.util.TreeMap;

/** Which bytes of the file belong to a structure that was read. Each byte may belong to one only: this also ends every cycle. */
public final class Claims {
    private final FileBytes file;
    /** Start to end; touching spans are joined, so that the map stays small. */
    private final TreeMap<Long, Long> spans = new TreeMap<>();

    public Claims(FileBytes file) {
        this.file = file;
    }

    /** @throws dev.markhor.error.MalformedFileException if the bytes are not inside of the file or are taken */
    public void claim(long address, long length, String what) {
        file.requireInside(address, length, what);
        if (length == 0) {
            return;
        }
        long start = address;
        long end = address + length;
        Map.Entry<Long, Long> before = spans.lowerEntry(end);
        if (before != null && before.getValue() > start) {
            throw file.malformed(what + " at address " + address + " with " + length
                    + " bytes overlaps another structure at " + Math.max(start, before.getKey()));
        }
        Long endOfNext = spans.remove(end);
        if (before != null && before.getValue() == start) {
            start = before.getKey();
        }
        spans.put(start, endOfNext == null ? end : endOfNext);
    }

    /** How many bytes are claimed. */
    public long bytes() {
        return spans.entrySet().stream()
                .mapToLong(span -> span.getValue() - span.getKey())
                .sum();
    }
}
