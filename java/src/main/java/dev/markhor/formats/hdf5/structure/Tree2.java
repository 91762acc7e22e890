package dev.markhor.formats.hdf5.structure;

import dev.markhor.formats.hdf5.io.Claims;
import dev.markhor.formats.hdf5.io.Cursor;
import dev.markhor.formats.hdf5.io.FileBytes;
import dev.markhor.formats.hdf5.io.Hdf5Limits;
import java.util.function.Consumer;

/** B-tree of version 2: records of one size in order. */
public final class Tree2 {
    public static final int HUGE_OBJECTS = 1;
    public static final int LINKS_BY_NAME = 5;
    public static final int LINKS_BY_CREATION = 6;
    public static final int ATTRIBUTES_BY_NAME = 8;
    public static final int ATTRIBUTES_BY_CREATION = 9;
    public static final int CHUNKS = 10;
    public static final int FILTERED_CHUNKS = 11;

    private static final int HEADER_BYTES = 38;
    /** Signature, version, type and checksum. */
    private static final int NODE_OVERHEAD = 10;

    private static final int LARGEST_NODE = 1 << 20;
    private static final long MOST_RECORDS = 1 << 24;

    private final FileBytes file;
    private final Claims claims;
    private final int type;
    private final Consumer<Cursor> visitor;
    private int nodeBytes;
    private int recordBytes;
    /** Most records of a node, by its height above the leaves. */
    private long[] capacity;
    /** Bytes that hold the number of all records of a subtree, by its height. */
    private int[] totalBytes;

    private int countBytes;

    private Tree2(FileBytes file, Claims claims, int type, Consumer<Cursor> visitor) {
        this.file = file;
        this.claims = claims;
        this.type = type;
        this.visitor = visitor;
    }

    /**
     * Visits all records in order.
     *
     * @param recordBytes what the records must measure
     * @param visitor gets a cursor over each record
     * @return the number of records
     */
    public static long read(
            FileBytes file, Claims claims, long address, int type, int recordBytes, Consumer<Cursor> visitor) {
        return new Tree2(file, claims, type, visitor).readTree(address, recordBytes);
    }

    private long readTree(long address, int expectedRecordBytes) {
        claims.claim(address, HEADER_BYTES, "tree header");
        Cursor in = file.cursor(address, HEADER_BYTES, "tree header");
        in.signature("BTHD");
        in.version(0);
        in.expect("kind of tree", type, in.u8());
        long node = in.u32();
        in.range("bytes of a node", 64, LARGEST_NODE, node);
        nodeBytes = (int) node;
        recordBytes = in.u16();
        in.expect("bytes of a record", expectedRecordBytes, recordBytes);
        int depth = in.u16();
        in.skip(2); // when to split and merge: for writers
        long root = in.fileAddress("root node");
        int rootRecords = in.u16();
        long total = in.length("number of records");
        in.checksum();
        in.range("tree depth", 0, Hdf5Limits.TREE_DEPTH, depth);
        in.range("number of records", 0, MOST_RECORDS, total);
        computeCapacities(in, depth);
        if (root == Cursor.UNDEFINED) {
            in.expect("number of records of an empty tree", 0, total + rootRecords);
            return 0;
        }
        long found = readNode(root, depth, rootRecords);
        in.expect("number of records", total, found);
        return total;
    }

    private void computeCapacities(Cursor in, int depth) {
        capacity = new long[depth + 1];
        totalBytes = new int[depth + 1];
        capacity[0] = (nodeBytes - NODE_OVERHEAD) / recordBytes;
        in.require(capacity[0] > 0, "a node has no room for a record");
        countBytes = bytesFor(capacity[0]);
        long most = capacity[0];
        for (int height = 1; height <= depth; height++) {
            int pointerBytes = 8 + countBytes + totalBytes[height - 1];
            capacity[height] = (nodeBytes - NODE_OVERHEAD - pointerBytes) / (recordBytes + pointerBytes);
            in.require(capacity[height] > 0, "a node has no room for a record");
            // only the number of its bytes matters, so a number beyond all bounds may stop growing
            most = Math.min((capacity[height] + 1) * Math.min(most, 1L << 40) + capacity[height], Long.MAX_VALUE >> 1);
            totalBytes[height] = bytesFor(most);
        }
    }

    private static int bytesFor(long limit) {
        return (63 - Long.numberOfLeadingZeros(limit)) / 8 + 1;
    }

    private long readNode(long address, int height, int records) {
        claims.claim(address, nodeBytes, "tree node");
        Cursor in = file.cursor(address, nodeBytes, "tree node");
        in.signature(height == 0 ? "BTLF" : "BTIN");
        in.version(0);
        in.expect("kind of tree", type, in.u8());
        in.range("records of a node", 1, capacity[height], records);
        Cursor values = in.sub((long) records * recordBytes, "tree record");
        if (height == 0) {
            in.checksum();
            for (int i = 0; i < records; i++) {
                visitor.accept(values.sub(recordBytes, "tree record"));
            }
            return records;
        }
        return readInner(in, values, height, records);
    }

    private long readInner(Cursor in, Cursor values, int height, int records) {
        long[] children = new long[records + 1];
        int[] counts = new int[records + 1];
        long[] totals = new long[records + 1];
        for (int i = 0; i <= records; i++) {
            children[i] = in.u64();
            counts[i] = (int) in.unsigned(countBytes);
            totals[i] = height > 1 ? in.unsigned(totalBytes[height - 1]) : counts[i];
        }
        in.checksum();
        long found = records;
        for (int i = 0; i <= records; i++) {
            long below = readNode(children[i], height - 1, counts[i]);
            in.expect("records below a node", totals[i], below);
            found += below;
            if (i < records) {
                visitor.accept(values.sub(recordBytes, "tree record"));
            }
        }
        return found;
    }
}
