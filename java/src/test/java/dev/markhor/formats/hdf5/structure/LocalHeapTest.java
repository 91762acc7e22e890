package dev.markhor.formats.hdf5.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.error.MalformedFileException;
import dev.markhor.formats.hdf5.io.Bytes;
import dev.markhor.formats.hdf5.io.Claims;
import dev.markhor.formats.hdf5.io.FileBytes;
import dev.markhor.formats.hdf5.io.Hdf5Limits;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Names of a group, and between them blocks that are free. */
class LocalHeapTest {
    private static final long NO_MORE = 1;

    @TempDir
    private Path folder;

    private LocalHeap read(Bytes data, long firstFree) {
        byte[] names = data.toArray();
        FileBytes file = new Bytes()
                .text("HEAP")
                .u8(0, 0, 0, 0)
                .u64(names.length)
                .u64(firstFree)
                .u64(32)
                .bytes(names)
                .open(folder);
        return LocalHeap.read(file, new Claims(file), 0);
    }

    private static void refused(String reason, Executable action) {
        MalformedFileException e = assertThrows(MalformedFileException.class, action);
        assertTrue(e.getMessage().contains(reason), e.getMessage());
    }

    @Test
    void names() {
        String longest = "x".repeat(Hdf5Limits.NAME_BYTES);
        LocalHeap heap = read(new Bytes().text("ab\0" + longest + "\0" + longest + "y\0"), NO_MORE);
        assertEquals("ab", heap.string(0));
        assertEquals("", heap.string(2));
        assertEquals(longest, heap.string(3));
        refused("length of a name: expected 0 to 4096, found 4097", () -> heap.string(4 + longest.length()));
        long last = heap.size() - 1;
        assertEquals("", heap.string(last));
        refused("offset of a name: expected 0 to " + last, () -> heap.string(last + 1));
        refused("offset of a name: expected 0 to " + last, () -> heap.string(-1));
    }

    private static Bytes free(long next, long size) {
        return new Bytes().u64(next).u64(size);
    }

    @Test
    void freeBlocks() {
        Bytes two = new Bytes()
                .bytes(free(16, 16).toArray())
                .bytes(free(NO_MORE, 16).toArray());
        assertEquals(32, read(two, 0).size());
        refused("free block: expected 0 to 16, found 17", () -> read(two, 17));
        refused("size of a free block: expected 16 to 16, found 15", () -> read(free(NO_MORE, 15), 0));
        refused("size of a free block: expected 16 to 16, found 17", () -> read(free(NO_MORE, 17), 0));
        Bytes over = new Bytes()
                .bytes(free(16, 24).toArray())
                .bytes(free(NO_MORE, 16).toArray());
        refused("free blocks overlap", () -> read(over, 0));
        Bytes under =
                new Bytes().bytes(free(NO_MORE, 24).toArray()).bytes(free(0, 16).toArray());
        refused("free blocks overlap", () -> read(under, 16));
        refused("free blocks overlap", () -> read(free(0, 16), 0));
    }
}
