package dev.markhor.formats.hdf5.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.error.MalformedFileException;
import dev.markhor.formats.hdf5.io.Bytes;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoublingTableTest {
    @TempDir
    private Path folder;

    private DoublingTable read(int width, long start, long maxDirect, int maxBits) {
        return DoublingTable.read(new Bytes()
                .u16(width)
                .u64(start)
                .u64(maxDirect)
                .u16(maxBits)
                .u16(1)
                .cursor(folder));
    }

    private void refused(String reason, int width, long start, long maxDirect, int maxBits) {
        MalformedFileException e =
                assertThrows(MalformedFileException.class, () -> read(width, start, maxDirect, maxBits));
        assertTrue(e.getMessage().contains(reason), e.getMessage());
    }

    /** As the library makes them for links: rows of four blocks, of 512 bytes at first and of 64 KiB at most. */
    @Test
    void rows() {
        DoublingTable table = read(4, 512, 1 << 16, 32);
        long[] sizes = {512, 512, 1024, 2048};
        for (int row = 0; row < sizes.length; row++) {
            assertEquals(sizes[row], table.blockSize(row));
        }
        assertEquals(9, table.directRows());
        assertEquals(1 << 16, table.blockSize(8));
        assertEquals(22, table.maxRows());
        assertEquals(7, table.rowsOf(1 << 17));
        assertEquals(6, table.rowsOf(1 << 16));
    }

    @Test
    void limits() {
        assertEquals(1, read(1024, 32, 32, 15).maxRows());
        refused("a heap without rows", 1024, 32, 32, 14);
        assertEquals(2, read(1, 32, 32, 5).directRows());
        refused("bits of an offset: expected 5 to 62, found 4", 1, 32, 32, 4);
        assertEquals(58, read(1, 32, 64, 62).maxRows());
        refused("bits of an offset: expected 6 to 62, found 63", 1, 32, 64, 63);
        refused("width of the heap: expected a power of 2, found 2048", 2048, 32, 32, 20);
        refused("size of the first block: expected a power of 2, found 16", 1, 16, 32, 20);
        refused("size of the largest block: expected a power of 2, found 32", 1, 64, 32, 20);
        assertEquals(27, read(1, 32, 1 << 30, 30).directRows());
        refused("size of the largest block: expected a power of 2, found 2147483648", 1, 32, 1L << 31, 40);
    }
}
