package dev.markhor.formats.hdf5.structure;

import dev.markhor.formats.hdf5.io.Claims;
import dev.markhor.formats.hdf5.io.Cursor;
import dev.markhor.formats.hdf5.io.FileBytes;
import dev.markhor.formats.hdf5.io.Hdf5Limits;
import dev.markhor.formats.hdf5.message.ChunkIndexKind;

/** Chunks of a dataset that cannot grow beyond a bound: one entry for each. */
final class FixedArray {
    private static final int HEADER_BYTES = 28;

    private final FileBytes file;
    private final Claims claims;
    private final ChunkTable table;
    private final ChunkEntry entry;
    private final int pageBits;
    private final int[] order;

    FixedArray(FileBytes file, Claims claims, ChunkTable table, ChunkIndexKind.FixedArray kind) {
        this.file = file;
        this.claims = claims;
        this.table = table;
        this.entry = new ChunkEntry(table);
        this.pageBits = kind.pageBits();
        this.order = table.grid().arrayOrder(-1);
    }

    void read(Cursor header) {
        long address = table.layout().address();
        claims.claim(address, HEADER_BYTES, "fixed array");
        Cursor in = file.cursor(address, HEADER_BYTES, "fixed array");
        in.signature("FAHD");
        in.version(0);
        in.expect("class of the array", entry.arrayClass(), in.u8());
        in.expect("bytes of an entry", entry.bytes(), in.u8());
        in.expect("bits of a page", pageBits, in.u8());
        in.range("bits of a page", 1, 30, pageBits);
        long count = in.length("number of entries");
        long block = in.fileAddress("data block");
        in.checksum();
        in.expect("number of entries", table.grid().maxCount(header), count);
        in.range("number of entries", 1, Hdf5Limits.CHUNKS, count);
        if (block != Cursor.UNDEFINED) {
            readBlock(address, block, (int) count);
        }
    }

    private void readBlock(long headerAddress, long address, int count) {
        int pageEntries = 1 << pageBits;
        boolean paged = count > pageEntries;
        int pages = paged ? (count + pageEntries - 1) / pageEntries : 0;
        int bitmapBytes = (pages + 7) / 8;
        long headBytes = 4 + 1 + 1 + 8 + bitmapBytes + (paged ? 0L : (long) count * entry.bytes()) + 4;
        claims.claim(address, headBytes, "fixed array block");
        Cursor in = file.cursor(address, headBytes, "fixed array block");
        in.signature("FADB");
        in.version(0);
        in.expect("class of the array", entry.arrayClass(), in.u8());
        in.expect("header of the block", headerAddress, in.u64());
        in.checksumAtEnd();
        byte[] bitmap = in.bytes(bitmapBytes);
        if (!paged) {
            readEntries(in, 0, count);
            return;
        }
        long at = address + headBytes;
        for (int page = 0; page < pages; page++) {
            int first = page * pageEntries;
            int entriesOfPage = Math.min(pageEntries, count - first);
            long bytes = (long) entriesOfPage * entry.bytes() + 4;
            claims.claim(at, bytes, "fixed array page");
            if ((bitmap[page / 8] & (0x80 >> (page % 8))) != 0) {
                Cursor entries = file.cursor(at, bytes, "fixed array page");
                entries.checksumAtEnd();
                readEntries(entries, first, entriesOfPage);
            }
            at += bytes;
        }
    }

    private void readEntries(Cursor in, int first, int count) {
        for (int i = 0; i < count; i++) {
            int element = first + i;
            entry.read(in, unused -> table.grid().placeInArray(element, order));
        }
    }
}
