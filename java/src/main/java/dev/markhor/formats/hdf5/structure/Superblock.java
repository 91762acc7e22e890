package dev.markhor.formats.hdf5.structure;

import dev.markhor.formats.hdf5.io.Claims;
import dev.markhor.formats.hdf5.io.Cursor;
import dev.markhor.formats.hdf5.io.FileBytes;

/**
 * The head of a file, versions 0 to 3, perhaps behind a user block.
 *
 * @param root address of the root group's object header
 * @param cachedRoot the root's symbol table as the superblock repeats it; null if it does not
 */
public record Superblock(long root, SymbolTable cachedRoot, TreeSizes treeSizes) {
    private static final String SIGNATURE = "\u0089HDF\r\n\u001a\n";
    private static final int SMALLEST = 48;
    private static final int FIRST_USER_BLOCK = 512;

    /** Whether an HDF5 signature stands at one of the places where it may. */
    public static boolean isPresent(FileBytes file) {
        return find(file) >= 0;
    }

    private static long find(FileBytes file) {
        for (long at = 0; at >= 0 && at <= file.limit() - SMALLEST; at = at == 0 ? FIRST_USER_BLOCK : at * 2) {
            if (file.cursor(at, 8, "signature").rawString(8).equals(SIGNATURE)) {
                return at;
            }
        }
        return -1;
    }

    /** Reads the superblock and sets the file's bounds. */
    public static Superblock read(FileBytes file, Claims claims) {
        long base = find(file);
        if (base < 0) {
            throw file.malformed("not an HDF5 file: expected its signature, found none in " + file.limit() + " bytes");
        }
        file.setBounds(base, file.limit() - base);
        Cursor in = file.cursor(0, Math.min(file.limit(), 128), "superblock");
        in.skip(8);
        int version = in.u8();
        return switch (version) {
            case 0, 1 -> readOld(file, claims, in, version, base);
            case 2, 3 -> readNew(file, claims, in, base);
            default -> throw file.unsupported("superblock of version " + version);
        };
    }

    private static Superblock readOld(FileBytes file, Claims claims, Cursor in, int version, long base) {
        in.expect("version of free space", 0, in.u8());
        in.expect("version of the root group", 0, in.u8());
        in.skip(1);
        in.expect("version of shared messages", 0, in.u8());
        requireEightBytes(in);
        in.skip(1);
        int leaf = treeSize(in, "group leaf size", 1024);
        int group = treeSize(in, "group tree size", 1024);
        in.expect("consistency flags", 0, in.u32());
        int chunk = TreeSizes.DEFAULT.chunkNode();
        if (version == 1) {
            chunk = treeSize(in, "chunk tree size", 4096);
            in.skip(2);
        }
        in.expect("base address", base, in.u64());
        in.support(in.u64() == Cursor.UNDEFINED, "free-space information");
        long end = in.u64();
        in.support(in.u64() == Cursor.UNDEFINED, "driver information");
        in.expect("root name", 0, in.u64());
        long root = in.u64();
        long cacheKind = in.u32();
        in.range("root cache", 0, 1, cacheKind);
        in.skip(4);
        SymbolTable cached = cacheKind == 1 ? new SymbolTable(in.u64(), in.u64()) : null;
        if (cached == null) {
            in.skip(16);
        }
        long length = in.address();
        setEnd(file, in, base, end);
        claims.claim(0, length, "superblock");
        return new Superblock(root, cached, new TreeSizes(leaf, group, chunk));
    }

    private static Superblock readNew(FileBytes file, Claims claims, Cursor in, long base) {
        requireEightBytes(in);
        in.expect("consistency flags (open for writing?)", 0, in.u8());
        in.expect("base address", base, in.u64());
        long extension = in.u64();
        long end = in.u64();
        long root = in.u64();
        in.checksum();
        setEnd(file, in, base, end);
        claims.claim(0, SMALLEST, "superblock");
        TreeSizes sizes =
                extension == Cursor.UNDEFINED ? TreeSizes.DEFAULT : SuperblockExtension.read(file, claims, extension);
        return new Superblock(root, null, sizes);
    }

    private static void requireEightBytes(Cursor in) {
        int addressBytes = in.u8();
        int lengthBytes = in.u8();
        in.support(
                addressBytes == 8 && lengthBytes == 8,
                "addresses of " + addressBytes + " and lengths of " + lengthBytes + " bytes");
    }

    private static int treeSize(Cursor in, String what, int max) {
        int size = in.u16();
        in.range(what, 1, max, size);
        return size;
    }

    /** The stored end counts from the start of the file, addresses count from the superblock. */
    private static void setEnd(FileBytes file, Cursor in, long base, long end) {
        if (end < base + SMALLEST || end - base > file.limit()) {
            throw in.malformed("truncated HDF5 file: the header says " + Long.toUnsignedString(end)
                    + " bytes, the file has " + (base + file.limit()));
        }
        file.setBounds(base, end - base);
    }
}
