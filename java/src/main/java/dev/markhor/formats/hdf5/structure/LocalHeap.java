package dev.markhor.formats.hdf5.structure;

import dev.markhor.formats.hdf5.io.Claims;
import dev.markhor.formats.hdf5.io.Cursor;
import dev.markhor.formats.hdf5.io.FileBytes;
import dev.markhor.formats.hdf5.io.Hdf5Limits;
import java.util.Map;
import java.util.TreeMap;

/** The names of an old-style group. */
final class LocalHeap {
    private static final long END_OF_FREE_LIST = 1;
    private static final int SMALLEST_FREE_BLOCK = 16;

    private final Cursor data;

    private LocalHeap(Cursor data) {
        this.data = data;
    }

    static LocalHeap read(FileBytes file, Claims claims, long address) {
        Cursor in = file.cursor(address, 32, "local heap");
        in.signature("HEAP");
        in.version(0);
        in.skip(3);
        long size = in.length("size of the data");
        long free = in.u64();
        long dataAddress = in.length("address of the data");
        in.require(size > 0, "a local heap without data");
        claims.claim(address, 32, "local heap");
        claims.claim(dataAddress, size, "local heap data");
        LocalHeap heap = new LocalHeap(file.cursor(dataAddress, size, "local heap data"));
        heap.checkFreeList(free);
        return heap;
    }

    private void checkFreeList(long first) {
        TreeMap<Long, Long> blocks = new TreeMap<>();
        for (long at = first; at != END_OF_FREE_LIST; ) {
            data.range("free block", 0, data.size() - (long) SMALLEST_FREE_BLOCK, at);
            data.seek(at);
            long next = data.u64();
            long size = data.length("size of a free block");
            data.range("size of a free block", SMALLEST_FREE_BLOCK, data.size() - at, size);
            Map.Entry<Long, Long> before = blocks.lowerEntry(at + size);
            data.require(before == null || before.getValue() <= at, "free blocks overlap");
            blocks.put(at, at + size);
            at = next;
        }
    }

    /** Bytes of all strings. */
    int size() {
        return data.size();
    }

    /** The string at an offset; characters stand for bytes. */
    String string(long offset) {
        data.range("offset of a name", 0, data.size() - 1L, offset);
        data.seek(offset);
        String name = data.rawString();
        data.range("length of a name", 0, Hdf5Limits.NAME_BYTES, name.length());
        return name;
    }
}
