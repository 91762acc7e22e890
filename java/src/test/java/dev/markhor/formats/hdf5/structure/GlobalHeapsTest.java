package dev.markhor.formats.hdf5.structure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.error.MarkhorException;
import dev.markhor.formats.hdf5.io.Bytes;
import dev.markhor.formats.hdf5.io.Claims;
import dev.markhor.formats.hdf5.io.FileBytes;
import dev.markhor.formats.hdf5.io.Hdf5Limits;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A heap of 4096 bytes at address 16, with strings of 2048, 5 and 8 bytes. */
class GlobalHeapsTest {
    private static final int HEAP = 16;
    private static final int SIZE = 4096;
    private static final int REFERENCE = 16;

    @TempDir
    private Path folder;

    private GlobalHeaps heaps;

    @BeforeEach
    void open() {
        int free = SIZE - 16 - (16 + 2048) - (16 + 8) - (16 + 8);
        Bytes heap = new Bytes().zeros(HEAP).text("GCOL").u8(1).zeros(3).u64(SIZE);
        heap.u16(1).zeros(6).u64(2048).text("x".repeat(2048));
        heap.u16(2).zeros(6).u64(5).text("abc\0\0").zeros(3);
        heap.u16(3).zeros(6).u64(8).text("12345678");
        heap.u16(0).zeros(6).u64(free).zeros(free - 16);
        FileBytes file = heap.open(folder);
        heaps = new GlobalHeaps(file, new Claims(file));
    }

    private static Bytes reference(long length, long address, int index) {
        return new Bytes().u32(length).u64(address).u32(index);
    }

    private void refused(String reason, Bytes references) {
        MarkhorException e = assertThrows(MarkhorException.class, () -> heaps.check(references.toArray()));
        assertTrue(e.getMessage().contains(reason), e.getMessage());
    }

    private static Bytes references(int... items) {
        Bytes all = new Bytes();
        for (int item : items) {
            int length = item == 1 ? 2048 : item == 2 ? 5 : 8;
            all.bytes(reference(length, HEAP, item).toArray());
        }
        return all;
    }

    @Test
    void strings() {
        byte[] nothing = new Bytes()
                .bytes(reference(0, -1, 0).toArray())
                .bytes(reference(0, 0, 7).toArray())
                .toArray();
        heaps.check(nothing);
        assertArrayEquals(new String[] {"", ""}, heaps.strings(nothing));
        byte[] texts = references(2, 1, 3).toArray();
        heaps.check(texts);
        assertArrayEquals(new String[] {"abc", "x".repeat(2048), "12345678"}, heaps.strings(texts));
        refused("a null string of 5 bytes", reference(5, -1, 0));
        refused("a null string of 5 bytes", reference(5, 0, 0));
        refused("expected string 4, found none of that number", reference(5, HEAP, 4));
        refused("string 2: expected 4 bytes, found 5", reference(4, HEAP, 2));
    }

    /** Each string has its own bytes in the file, so that there are never more than those. */
    @Test
    void asManyBytesAsThereMayBe() {
        heaps.check(references(1, 1, 3, 3).toArray());
        refused("strings of more bytes than the file has", references(2));
    }

    @Test
    void asManyStringsAsThereMayBe() {
        byte[] most = new byte[(int) Hdf5Limits.STRINGS * REFERENCE]; // all of them nothing
        heaps.check(most);
        refused("more than 4000000 strings", reference(0, 0, 0));
    }

    private static Bytes item(int index, long length, int bytes) {
        return new Bytes().u16(index).zeros(6).u64(length).zeros(bytes);
    }

    private void refusedHeap(String reason, Bytes items) {
        Bytes heap =
                new Bytes().zeros(HEAP).text("GCOL").u8(1).zeros(3).u64(SIZE).bytes(items.toArray());
        FileBytes file = heap.zeros(HEAP + SIZE - heap.toArray().length).open(folder);
        heaps = new GlobalHeaps(file, new Claims(file));
        refused(reason, references(1));
    }

    @Test
    void itemsOfAHeap() {
        int room = SIZE - 32;
        refusedHeap("string 1: expected 2048 bytes, found " + room, item(1, room, 0));
        refusedHeap("an object of " + (room + 1) + " bytes beyond its heap", item(1, room + 1, 0));
        Bytes twice = new Bytes()
                .bytes(item(1, 2048, 2048).toArray())
                .bytes(item(1, 8, 8).toArray());
        refusedHeap("object 1 stands twice", twice);
        Bytes free = new Bytes()
                .bytes(item(1, 2048, 2048).toArray())
                .bytes(item(0, 100, 0).toArray());
        refusedHeap("free space up to the end of the heap: expected 2016, found 100", free);
    }
}
