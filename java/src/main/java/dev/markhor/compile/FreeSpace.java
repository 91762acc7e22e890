package dev.markhor.compile;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** An arena that grows: what is free in it, and which free piece is the best for an array, in logarithmic time. */
final class FreeSpace {
    /** A free piece; none touches another. */
    private record Piece(long offset, long bytes) {}

    private final TreeMap<Long, Piece> byOffset = new TreeMap<>();
    private final TreeSet<Piece> bySize =
            new TreeSet<>(Comparator.comparingLong(Piece::bytes).thenComparingLong(Piece::offset));
    private long size;

    /** How far it has grown. */
    long size() {
        return size;
    }

    /** The offset of {@code bytes} bytes, from the smallest piece that has so many; the arena grows if none has. */
    long take(long bytes) {
        Piece piece = bySize.ceiling(new Piece(0, bytes));
        if (piece == null) {
            long offset = size;
            size = Math.addExact(size, bytes);
            return offset;
        }
        remove(piece);
        if (piece.bytes > bytes) {
            add(new Piece(piece.offset + bytes, piece.bytes - bytes));
        }
        return piece.offset;
    }

    /** Gives back what was taken. */
    void give(long offset, long bytes) {
        Map.Entry<Long, Piece> before = byOffset.floorEntry(offset);
        if (before != null && before.getValue().offset + before.getValue().bytes == offset) {
            remove(before.getValue());
            offset = before.getValue().offset;
            bytes += before.getValue().bytes;
        }
        Piece after = byOffset.get(offset + bytes);
        if (after != null) {
            remove(after);
            bytes += after.bytes;
        }
        add(new Piece(offset, bytes));
    }

    private void add(Piece piece) {
        byOffset.put(piece.offset, piece);
        bySize.add(piece);
    }

    private void remove(Piece piece) {
        byOffset.remove(piece.offset);
        bySize.remove(piece);
    }
}
