package dev.markhor.formats.hdf5.structure;

import dev.markhor.formats.hdf5.io.Claims;
import dev.markhor.formats.hdf5.io.Cursor;
import dev.markhor.formats.hdf5.io.FileBytes;
import dev.markhor.formats.hdf5.io.Hdf5Limits;
import dev.markhor.formats.hdf5.message.ChunkIndexKind;

/**
 * Chunks of a dataset with one unlimited dimension. The first entries stand in the index block, the next ones in data blocks that
 * it points to, the others in data blocks that super blocks point to. Super block {@code s} has {@code 2^(s/2)} data blocks of
 * {@code minElements · 2^((s+1)/2)} entries; the first few super blocks exist only as pointers of the index block.
 */
final class ExtensibleArray {
    private static final int HEADER_BYTES = 72;

    private final FileBytes file;
    private final Claims claims;
    private final ChunkTable table;
    private final ChunkIndexKind.ExtensibleArray kind;
    private final ChunkEntry entry;
    private long headerAddress;
    private int offsetBytes;
    private int[] order;
    /** Entries that may exist; beyond, pointers must be undefined. */
    private long used;

    ExtensibleArray(FileBytes file, Claims claims, ChunkTable table, ChunkIndexKind.ExtensibleArray kind) {
        this.file = file;
        this.claims = claims;
        this.table = table;
        this.kind = kind;
        this.entry = new ChunkEntry(table);
    }

    void read(Cursor header) {
        order = table.grid().arrayOrder(table.grid().unlimitedDimension(header));
        headerAddress = table.layout().address();
        claims.claim(headerAddress, HEADER_BYTES, "extensible array");
        Cursor in = file.cursor(headerAddress, HEADER_BYTES, "extensible array");
        in.signature("EAHD");
        in.version(0);
        in.expect("class of the array", entry.arrayClass(), in.u8());
        in.expect("bytes of an entry", entry.bytes(), in.u8());
        checkParameters(in);
        in.skip(4 * 8L); // numbers and sizes of blocks
        used = in.length("largest index");
        in.range("largest index", 0, Hdf5Limits.CHUNKS, used);
        in.skip(8);
        long block = in.fileAddress("index block");
        in.checksum();
        if (block != Cursor.UNDEFINED) {
            readIndexBlock(block);
        }
    }

    private void checkParameters(Cursor in) {
        in.expect("bits of an index", kind.maxBits(), in.u8());
        in.expect("entries of the index block", kind.indexElements(), in.u8());
        in.expect("entries of the first data block", kind.minElements(), in.u8());
        in.expect("pointers of the first super block", kind.minPointers(), in.u8());
        in.expect("bits of a page", kind.pageBits(), in.u8());
        in.range("bits of an index", 1, 60, kind.maxBits());
        in.range("bits of a page", 1, 30, kind.pageBits());
        in.require(
                Integer.bitCount(kind.minElements()) == 1
                        && Integer.bitCount(kind.minPointers()) == 1
                        && kind.minPointers() > 1,
                "sizes of an extensible array: expected powers of 2");
        in.require(
                kind.maxBits() >= log2(kind.minElements()) + 2 * log2(kind.minPointers()),
                "an extensible array with too few bits");
        offsetBytes = (kind.maxBits() + 7) / 8;
    }

    private static int log2(int value) {
        return 31 - Integer.numberOfLeadingZeros(value);
    }

    private static long blocksOf(int superBlock) {
        return 1L << (superBlock / 2);
    }

    private long entriesOf(int superBlock) {
        return (long) kind.minElements() << ((superBlock + 1) / 2);
    }

    private void readIndexBlock(long address) {
        int firstSuper = 2 * log2(kind.minPointers());
        int supers = 1 + kind.maxBits() - log2(kind.minElements());
        int blockPointers = 2 * (kind.minPointers() - 1);
        int superPointers = supers - firstSuper;
        long bytes =
                4 + 1 + 1 + 8 + (long) kind.indexElements() * entry.bytes() + 8L * (blockPointers + superPointers) + 4;
        claims.claim(address, bytes, "extensible array index block");
        Cursor in = file.cursor(address, bytes, "extensible array index block");
        readHead(in, "EAIB");
        in.checksumAtEnd();
        readEntries(in, 0, kind.indexElements());
        long[] blocks = readPointers(in, blockPointers);
        long[] superBlocks = readPointers(in, superPointers);
        long first = kind.indexElements();
        int pointer = 0;
        for (int s = 0; s < supers; s++) {
            long span = Math.multiplyExact(blocksOf(s), entriesOf(s));
            if (s >= firstSuper) {
                readSuperBlock(in, superBlocks[s - firstSuper], s, first);
            } else {
                for (long b = 0; b < blocksOf(s); b++) {
                    // the library counts the offset of these blocks from all blocks before, not from those of the super
                    // block
                    long offset = first - kind.indexElements() + pointer * entriesOf(s);
                    readBlock(in, blocks[pointer++], s, first + b * entriesOf(s), offset);
                }
            }
            first += span;
        }
    }

    private void readSuperBlock(Cursor parent, long address, int superBlock, long first) {
        if (isAbsent(parent, address, first)) {
            return;
        }
        long pointers = blocksOf(superBlock);
        long pagesOfBlock = pages(superBlock);
        int bitmapBytes = (int) ((pagesOfBlock + 7) / 8);
        long bytes = 4 + 1 + 1 + 8 + offsetBytes + pointers * bitmapBytes + 8 * pointers + 4;
        claims.claim(address, bytes, "extensible array super block");
        Cursor in = file.cursor(address, bytes, "extensible array super block");
        readHead(in, "EASB");
        in.expect("offset of the block", first - kind.indexElements(), in.unsigned(offsetBytes));
        in.checksumAtEnd();
        byte[] bitmaps = in.bytes(pointers * bitmapBytes);
        long[] blocks = readPointers(in, (int) pointers);
        for (int b = 0; b < pointers; b++) {
            long start = first + b * entriesOf(superBlock);
            if (pagesOfBlock == 0) {
                readBlock(in, blocks[b], superBlock, start, start - kind.indexElements());
            } else {
                readPages(in, blocks[b], superBlock, start, bitmaps, b * (int) pagesOfBlock);
            }
        }
    }

    /** Pages of a data block, 0 if it is in one piece. */
    private long pages(int superBlock) {
        long entries = entriesOf(superBlock);
        return entries > 1L << kind.pageBits() ? entries >> kind.pageBits() : 0;
    }

    private void readBlock(Cursor parent, long address, int superBlock, long first, long offset) {
        if (isAbsent(parent, address, first)) {
            return;
        }
        parent.support(pages(superBlock) == 0, "pages in the first blocks of an extensible array");
        long bytes = 4 + 1 + 1 + 8 + offsetBytes + entriesOf(superBlock) * entry.bytes() + 4;
        Cursor in = openBlock(address, bytes, offset);
        readEntries(in, first, entriesOf(superBlock));
    }

    private void readPages(Cursor parent, long address, int superBlock, long first, byte[] bitmaps, int firstBit) {
        if (isAbsent(parent, address, first)) {
            return;
        }
        long headBytes = 4 + 1 + 1 + 8 + offsetBytes + 4;
        openBlock(address, headBytes, first - kind.indexElements());
        int pageEntries = 1 << kind.pageBits();
        long pageBytes = (long) pageEntries * entry.bytes() + 4;
        long at = address + headBytes;
        for (int page = 0; page < pages(superBlock); page++, at += pageBytes) {
            claims.claim(at, pageBytes, "extensible array page");
            int bit = firstBit + page;
            if ((bitmaps[bit / 8] & (0x80 >> (bit % 8))) != 0) {
                Cursor in = file.cursor(at, pageBytes, "extensible array page");
                in.checksumAtEnd();
                readEntries(in, first + (long) page * pageEntries, pageEntries);
            }
        }
    }

    private Cursor openBlock(long address, long bytes, long offset) {
        claims.claim(address, bytes, "extensible array block");
        Cursor in = file.cursor(address, bytes, "extensible array block");
        readHead(in, "EADB");
        in.expect("offset of the block", offset, in.unsigned(offsetBytes));
        in.checksumAtEnd();
        return in;
    }

    private void readHead(Cursor in, String signature) {
        in.signature(signature);
        in.version(0);
        in.expect("class of the array", entry.arrayClass(), in.u8());
        in.expect("header of the block", headerAddress, in.u64());
    }

    private boolean isAbsent(Cursor parent, long address, long first) {
        if (address == Cursor.UNDEFINED) {
            return true;
        }
        parent.require(first < used, "a block beyond the largest index of an extensible array");
        return false;
    }

    private static long[] readPointers(Cursor in, int count) {
        long[] pointers = new long[count];
        for (int i = 0; i < count; i++) {
            pointers[i] = in.u64();
        }
        return pointers;
    }

    private void readEntries(Cursor in, long first, long count) {
        for (long i = 0; i < count; i++) {
            long element = first + i;
            if (entry.read(in, unused -> table.grid().placeInArray(element, order))) {
                in.require(element < used, "a chunk beyond the largest index of an extensible array");
            }
        }
    }
}
