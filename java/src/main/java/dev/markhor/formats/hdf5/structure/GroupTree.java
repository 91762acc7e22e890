package dev.markhor.formats.hdf5.structure;

import dev.markhor.formats.hdf5.io.Claims;
import dev.markhor.formats.hdf5.io.Cursor;
import dev.markhor.formats.hdf5.io.FileBytes;
import dev.markhor.formats.hdf5.io.Hdf5Limits;
import dev.markhor.formats.hdf5.message.LinkMessage;
import java.util.ArrayList;
import java.util.List;

/** B-tree of version 1 over the names of an old-style group, with its symbol nodes. */
public final class GroupTree {
    /** A name in the group. @param cached symbol table of the child group as its parent repeats it; null if it does not */
    public record Entry(String rawName, LinkMessage.Kind kind, long address, SymbolTable cached) {}

    private static final int ENTRY_BYTES = 40;
    private static final int CACHED_GROUP = 1;
    private static final int CACHED_SOFT_LINK = 2;

    private final FileBytes file;
    private final Claims claims;
    private final TreeSizes sizes;
    private final LocalHeap heap;
    private final List<Entry> entries = new ArrayList<>();
    /** The largest name so far: names must ascend through the whole tree. */
    private String last = "";

    private long nameBytes;

    private GroupTree(FileBytes file, Claims claims, TreeSizes sizes, LocalHeap heap) {
        this.file = file;
        this.claims = claims;
        this.sizes = sizes;
        this.heap = heap;
    }

    /** All names of the group in ascending order of their bytes. */
    public static List<Entry> read(FileBytes file, Claims claims, TreeSizes sizes, SymbolTable table) {
        GroupTree tree = new GroupTree(file, claims, sizes, LocalHeap.read(file, claims, table.heap()));
        tree.readNode(table.tree(), TreeNode1.ANY_LEVEL, 0);
        return tree.entries;
    }

    private void readNode(long address, int level, int depth) {
        TreeNode1 node = TreeNode1.read(file, claims, address, TreeNode1.GROUP, level, depth, 8, 2 * sizes.groupNode());
        for (int i = 0; i < node.count(); i++) {
            String low = heap.string(node.key(i).u64());
            String high = heap.string(node.key(i + 1).u64());
            node.require(low.compareTo(high) < 0, "keys do not ascend");
            node.require(low.compareTo(last) <= 0, "a key beyond the names below it");
            if (node.level() > 0) {
                node.checkSiblings(file, i);
                readNode(node.child(i), node.level() - 1, depth + 1);
            } else {
                readSymbols(node.child(i), low, high);
            }
            node.require(last.compareTo(high) <= 0, "a name beyond its key");
        }
    }

    private void readSymbols(long address, String low, String high) {
        long bytes = 8 + 2L * sizes.groupLeaf() * ENTRY_BYTES;
        claims.claim(address, bytes, "symbol node");
        Cursor in = file.cursor(address, bytes, "symbol node");
        in.signature("SNOD");
        in.version(1);
        in.skip(1);
        int count = in.u16();
        in.range("number of symbols", 1, 2L * sizes.groupLeaf(), count);
        for (int i = 0; i < count; i++) {
            Entry entry = readEntry(in);
            String name = entry.rawName;
            in.require(name.compareTo(last) > 0, "names do not ascend");
            in.require(name.compareTo(low) > 0 && name.compareTo(high) <= 0, "a name outside of its keys");
            last = name;
            nameBytes += name.length() + 1;
            // each name has its own bytes; many names that share them would be a bomb
            in.require(nameBytes <= heap.size(), "names of more bytes than their heap has");
            entries.add(entry);
            in.require(entries.size() <= Hdf5Limits.OBJECTS, "too many names");
        }
    }

    private Entry readEntry(Cursor in) {
        String name = heap.string(in.length("offset of a name"));
        LinkMessage.requireName(in, name);
        long address = in.u64();
        long cacheKind = in.u32();
        in.skip(4);
        in.range("cache of a symbol", 0, CACHED_SOFT_LINK, cacheKind);
        if (cacheKind == CACHED_SOFT_LINK) {
            String target = heap.string(in.u32());
            in.require(!target.isEmpty(), "a soft link to nowhere");
            in.skip(12);
            return new Entry(name, LinkMessage.Kind.SOFT, Cursor.UNDEFINED, null);
        }
        SymbolTable cached = new SymbolTable(in.u64(), in.u64());
        return new Entry(name, LinkMessage.Kind.HARD, address, cacheKind == CACHED_GROUP ? cached : null);
    }
}
