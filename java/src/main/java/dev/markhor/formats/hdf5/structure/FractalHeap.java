package dev.markhor.formats.hdf5.structure;

import dev.markhor.formats.hdf5.io.Claims;
import dev.markhor.formats.hdf5.io.Cursor;
import dev.markhor.formats.hdf5.io.FileBytes;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Heap of link and attribute messages. All its blocks are read and claimed at once. Free-space tables matter to writers only. */
public final class FractalHeap {
    private static final int HEADER_BYTES = 146;
    private static final int HAS_BLOCK_CHECKSUMS = 2;
    private static final int HUGE_RECORD_BYTES = 24;

    private record Block(long address, long size) {}

    private record Huge(long address, long length) {}

    private final FileBytes file;
    private final Claims claims;
    private final long headerAddress;
    private int idBytes;
    private boolean checksums;
    private int offsetBytes;
    private int lengthBytes;
    private DoublingTable table;
    /** Direct blocks by their offset in the heap. */
    private final TreeMap<Long, Block> blocks = new TreeMap<>();

    private final Map<Long, Huge> huge = new HashMap<>();
    private long bytes;
    private long objectBytes;

    private FractalHeap(FileBytes file, Claims claims, long headerAddress) {
        this.file = file;
        this.claims = claims;
        this.headerAddress = headerAddress;
    }

    public static FractalHeap read(FileBytes file, Claims claims, long address) {
        FractalHeap heap = new FractalHeap(file, claims, address);
        heap.readHeader();
        return heap;
    }

    private void readHeader() {
        claims.claim(headerAddress, HEADER_BYTES, "fractal heap");
        Cursor in = file.cursor(headerAddress, HEADER_BYTES, "fractal heap");
        in.signature("FRHP");
        in.version(0);
        idBytes = in.u16();
        in.support(in.u16() == 0, "fractal heap with filters");
        int flags = in.u8();
        in.require((flags & ~3) == 0, "flags %s", flags);
        checksums = (flags & HAS_BLOCK_CHECKSUMS) != 0;
        long largestManaged = in.u32();
        in.skip(8); // next number of a huge object
        long hugeTree = in.fileAddress("tree of huge objects");
        in.skip(8 + 8); // free space, its table
        in.skip(8 + 8 + 8 + 8); // sizes of the managed space, number of managed objects
        in.skip(8); // bytes of huge objects
        long hugeCount = in.length("number of huge objects");
        in.skip(8);
        in.support(in.u64() == 0, "tiny objects in a fractal heap");
        table = DoublingTable.read(in);
        long root = in.fileAddress("root block");
        int rootRows = in.u16();
        in.checksum();
        offsetBytes = (table.maxBits() + 7) / 8;
        lengthBytes = Math.min(bytesOfOffset(table.maxDirect()), bytesFor(largestManaged));
        in.range("bytes of a heap identifier", 1L + offsetBytes + lengthBytes, 64, idBytes);
        if (root != Cursor.UNDEFINED) {
            if (rootRows == 0) {
                readDirect(root, 0, table.start());
            } else {
                readIndirect(root, 0, rootRows);
            }
        }
        readHugeTree(in, hugeTree, hugeCount);
    }

    private static int bytesOfOffset(long blockSize) {
        return (63 - Long.numberOfLeadingZeros(blockSize) + 7) / 8;
    }

    private static int bytesFor(long limit) {
        return limit == 0 ? 1 : (63 - Long.numberOfLeadingZeros(limit)) / 8 + 1;
    }

    private void readDirect(long address, long offset, long size) {
        claims.claim(address, size, "heap block");
        Cursor in = file.cursor(address, size, "heap block");
        in.signature("FHDB");
        in.version(0);
        in.expect("heap of the block", headerAddress, in.u64());
        in.expect("offset of the block", offset, in.unsigned(offsetBytes));
        if (checksums) {
            int at = (int) (in.address() - address);
            int stored = (int) in.u32();
            in.require(in.checksumOfAll(at) == stored, "checksum error");
        }
        blocks.put(offset, new Block(address, size));
        bytes += size;
    }

    private void readIndirect(long address, long offset, int rows) {
        if (rows < 1 || rows > table.maxRows()) {
            throw file.malformed("indirect heap block at address " + address + " with " + rows + " rows");
        }
        int directRows = Math.min(rows, table.directRows());
        long bytes = 4 + 1 + 8 + offsetBytes + (long) rows * table.width() * 8 + 4;
        claims.claim(address, bytes, "indirect heap block");
        Cursor in = file.cursor(address, bytes, "indirect heap block");
        in.checksumAtEnd();
        in.signature("FHIB");
        in.version(0);
        in.expect("heap of the block", headerAddress, in.u64());
        in.expect("offset of the block", offset, in.unsigned(offsetBytes));
        long childOffset = offset;
        for (int row = 0; row < rows; row++) {
            long size = table.blockSize(row);
            for (int column = 0; column < table.width(); column++, childOffset += size) {
                long child = in.u64();
                if (child == Cursor.UNDEFINED) {
                    continue;
                }
                if (row < directRows) {
                    readDirect(child, childOffset, size);
                } else {
                    readIndirect(child, childOffset, table.rowsOf(size));
                }
            }
        }
    }

    private void readHugeTree(Cursor in, long tree, long count) {
        if (tree == Cursor.UNDEFINED) {
            in.expect("number of huge objects", 0, count);
            return;
        }
        in.support(idBytes < 1 + 8 + 8, "huge objects addressed directly");
        long found = Tree2.read(file, claims, tree, Tree2.HUGE_OBJECTS, HUGE_RECORD_BYTES, record -> {
            Huge object = new Huge(record.length("address"), record.length("length"));
            claims.claim(object.address, object.length, "huge heap object");
            long number = record.u64();
            bytes += object.length;
            record.require(huge.put(number, object) == null, "huge object %s stands twice", number);
        });
        in.expect("number of huge objects", count, found);
    }

    /** Bytes of identifiers of this heap. */
    public int idBytes() {
        return idBytes;
    }

    /** The object with the identifier. */
    public Cursor object(Cursor id) {
        int head = id.u8();
        id.expect("version of a heap identifier", 0, head >> 6);
        Cursor object = switch ((head >> 4) & 3) {
            case 0 -> managed(id);
            case 1 -> hugeObject(id);
            default -> throw id.malformed("heap identifier of kind " + ((head >> 4) & 3));
        };
        objectBytes += object.size();
        // each object has its own bytes; many objects that share them would be a bomb
        id.require(objectBytes <= bytes, "heap objects of more bytes than their heap has");
        return object;
    }

    private Cursor managed(Cursor id) {
        long offset = id.unsigned(offsetBytes);
        long length = id.unsigned(lengthBytes);
        Map.Entry<Long, Block> entry = blocks.floorEntry(offset);
        id.require(entry != null, "expected a heap block with offset %s, found none", offset);
        long within = offset - entry.getKey();
        Block block = entry.getValue();
        long head = 4 + 1 + 8 + offsetBytes + (checksums ? 4 : 0);
        id.require(
                within >= head && length > 0 && length <= block.size - within,
                "heap object at offset %s with %s bytes lies outside of its block",
                offset,
                length);
        return file.cursor(block.address + within, length, "heap object");
    }

    private Cursor hugeObject(Cursor id) {
        long number = id.unsigned(Math.min(8, idBytes - 1));
        Huge object = huge.get(number);
        id.require(object != null, "expected huge object %s, found none", number);
        return file.cursor(object.address, object.length, "huge heap object");
    }
}
