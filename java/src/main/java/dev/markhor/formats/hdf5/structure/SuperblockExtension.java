package dev.markhor.formats.hdf5.structure;

import dev.markhor.formats.hdf5.io.Claims;
import dev.markhor.formats.hdf5.io.Cursor;
import dev.markhor.formats.hdf5.io.FileBytes;
import dev.markhor.formats.hdf5.message.MessageType;

/** Object header with settings of the whole file. */
final class SuperblockExtension {
    private SuperblockExtension() {}

    static TreeSizes read(FileBytes file, Claims claims, long address) {
        TreeSizes sizes = TreeSizes.DEFAULT;
        for (ObjectHeader.Message message :
                ObjectHeader.read(file, claims, address).messages()) {
            Cursor in = message.body();
            switch (message.type()) {
                case MessageType.TREE_SIZES -> sizes = readSizes(in);
                case MessageType.FILE_SPACE -> readFileSpace(in);
                default -> throw in.unsupported("superblock extension with message type " + message.type());
            }
        }
        return sizes;
    }

    private static TreeSizes readSizes(Cursor in) {
        in.version(0);
        int chunk = in.u16();
        int group = in.u16();
        int leaf = in.u16();
        in.range("chunk tree size", 1, 4096, chunk);
        in.range("group tree size", 1, 1024, group);
        in.range("group leaf size", 1, 1024, leaf);
        return new TreeSizes(leaf, group, chunk);
    }

    /** How free space is managed: matters to writers only, unless it is kept in the file. */
    private static void readFileSpace(Cursor in) {
        in.version(1);
        in.range("file space strategy", 0, 3, in.u8());
        in.support(in.u8() == 0, "free space that is kept in the file");
        in.skip(8);
        long pageBytes = in.length("file space page");
        in.range("file space page", 512, 1 << 30, pageBytes);
    }
}
