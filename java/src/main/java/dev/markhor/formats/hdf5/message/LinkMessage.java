package dev.markhor.formats.hdf5.message;

import dev.markhor.formats.hdf5.io.Cursor;
import dev.markhor.formats.hdf5.io.Hdf5Limits;

/**
 * Link message: a name in a group.
 *
 * @param rawName bytes of the name as characters
 * @param address of the object a hard link leads to
 */
public record LinkMessage(String rawName, Kind kind, long address) {
    /** Where a link leads. Only hard links are followed. */
    public enum Kind {
        HARD,
        SOFT,
        EXTERNAL
    }

    private static final int EXTERNAL_TYPE = 64;

    public static LinkMessage read(Cursor in) {
        in.version(1);
        int flags = in.u8();
        in.require((flags & 0xe0) == 0, "link flags %s", flags);
        int type = (flags & 8) != 0 ? in.u8() : 0;
        if ((flags & 4) != 0) {
            in.u64(); // order of creation
        }
        if ((flags & 16) != 0) {
            in.range("character set", 0, 1, in.u8());
        }
        long nameBytes = in.unsigned(1 << (flags & 3));
        in.range("length of a link's name", 1, Hdf5Limits.NAME_BYTES, nameBytes);
        String name = in.rawString((int) nameBytes);
        requireName(in, name);
        return switch (type) {
            case 0 -> new LinkMessage(name, Kind.HARD, in.fileAddress("object"));
            case 1 -> skipTarget(in, name, Kind.SOFT);
            case EXTERNAL_TYPE -> skipTarget(in, name, Kind.EXTERNAL);
            default -> throw in.unsupported("link of type " + type);
        };
    }

    private static LinkMessage skipTarget(Cursor in, String name, Kind kind) {
        in.skip(in.u16());
        return new LinkMessage(name, kind, Cursor.UNDEFINED);
    }

    /** Names must not be mistaken for paths. */
    public static void requireName(Cursor in, String name) {
        boolean good = !name.isEmpty() && name.indexOf('/') < 0 && name.indexOf('\0') < 0 && !name.equals(".");
        in.require(good, "name of a link is empty or a path");
    }
}
