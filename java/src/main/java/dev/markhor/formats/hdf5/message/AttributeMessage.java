package dev.markhor.formats.hdf5.message;

import dev.markhor.formats.hdf5.io.Cursor;

/**
 * Attribute message: a small named array.
 *
 * @param rawName bytes of the name as characters
 * @param dataAddress where the values are in the file
 * @param data the values as stored
 */
public record AttributeMessage(String rawName, Datatype type, Dataspace space, long dataAddress, byte[] data) {
    public static AttributeMessage read(Cursor in) {
        int version = in.u8();
        in.require(version >= 1 && version <= 3, "attribute version: expected 1 to 3, found %s", version);
        int flags = in.u8();
        in.support(flags == 0, "attribute with a shared type or shape");
        int nameBytes = in.u16();
        int typeBytes = in.u16();
        int spaceBytes = in.u16();
        if (version == 3) {
            in.range("character set", 0, 1, in.u8());
        }
        int padding = version == 1 ? 7 : 0;
        in.require(nameBytes >= 2, "attribute without a name");
        Cursor nameField = in.sub(padded(nameBytes, padding), "attribute name");
        String name = nameField.rawString();
        in.expect("length of an attribute's name", nameBytes - 1L, name.length());
        Datatype type = readType(in.sub(typeBytes, "datatype of attribute " + name));
        in.skip(padded(typeBytes, padding) - typeBytes);
        Dataspace space = readSpace(in.sub(spaceBytes, "dataspace of attribute " + name));
        in.skip(padded(spaceBytes, padding) - spaceBytes);
        long dataAddress = in.address();
        in.require(
                space.elements() <= in.remaining(),
                "an attribute of %s elements in %s bytes",
                space.elements(),
                in.remaining());
        byte[] data = in.bytes(space.elements() * type.bytes());
        if (space.elements() > 0) {
            in.requireEnd();
        }
        return new AttributeMessage(name, type, space, dataAddress, data);
    }

    private static int padded(int bytes, int padding) {
        return (bytes + padding) & ~padding;
    }

    private static Datatype readType(Cursor in) {
        Datatype type = Datatype.read(in);
        in.requireEnd();
        return type;
    }

    private static Dataspace readSpace(Cursor in) {
        Dataspace space = Dataspace.read(in);
        in.requireEnd();
        return space;
    }
}
