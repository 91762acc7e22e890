package dev.markhor.formats.hdf5.message;

import dev.markhor.formats.hdf5.io.Cursor;
import dev.markhor.formats.hdf5.io.Hdf5Limits;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Datatype message: how one element is stored.
 *
 * @param bytes of one element in the file
 * @param bigEndian for numbers of several bytes
 */
public record Datatype(Kind kind, int bytes, boolean bigEndian) {
    /** What the elements mean. */
    public enum Kind {
        SIGNED,
        UNSIGNED,
        /** IEEE binary16, binary32 or binary64. */
        FLOAT,
        BFLOAT16,
        /** h5py's enumeration of FALSE and TRUE in one byte. */
        BOOLEAN,
        FIXED_STRING,
        VARIABLE_STRING,
        /** Bytes without a meaning; Keras 3 stores bfloat16 so. */
        OPAQUE
    }

    private static final int CLASS_INTEGER = 0;
    private static final int CLASS_FLOAT = 1;
    private static final int CLASS_STRING = 3;
    private static final int CLASS_OPAQUE = 5;
    private static final int CLASS_ENUM = 8;
    private static final int CLASS_VARIABLE = 9;
    private static final String[] CLASS_NAMES = {
        "integer",
        "float",
        "time",
        "string",
        "bit field",
        "opaque",
        "compound",
        "reference",
        "enumeration",
        "variable length",
        "array",
        "complex"
    };
    private static final int MAX_NESTING = 2;

    public static Datatype read(Cursor in) {
        return read(in, 0);
    }

    private static Datatype read(Cursor in, int nesting) {
        in.require(nesting <= MAX_NESTING, "datatypes nested too deep");
        int classAndVersion = in.u8();
        int version = classAndVersion >> 4;
        in.range("datatype version", 1, 5, version);
        int bits = (int) in.unsigned(3);
        long size = in.u32();
        in.range("datatype size", 1, Hdf5Limits.TYPE_BYTES, size);
        int bytes = (int) size;
        return switch (classAndVersion & 15) {
            case CLASS_INTEGER -> integer(in, bits, bytes);
            case CLASS_FLOAT -> FloatFormat.read(in, bits, bytes);
            case CLASS_STRING -> fixedString(in, bits, bytes);
            case CLASS_OPAQUE -> opaque(in, bits, bytes);
            case CLASS_ENUM -> enumeration(in, bits, bytes, version, nesting);
            case CLASS_VARIABLE -> variable(in, bits, bytes, nesting);
            default -> throw in.unsupported("datatype class " + className(classAndVersion & 15));
        };
    }

    private static String className(int number) {
        return number < CLASS_NAMES.length ? CLASS_NAMES[number] : Integer.toString(number);
    }

    private static Datatype integer(Cursor in, int bits, int bytes) {
        in.require((bits & ~0x9) == 0, "integer bits %s", bits);
        in.require(bytes == 1 || bytes == 2 || bytes == 4 || bytes == 8, "integer of %s bytes", bytes);
        in.expect("integer bit offset", 0, in.u16());
        in.expect("integer precision", bytes * 8L, in.u16());
        return new Datatype((bits & 8) != 0 ? Kind.SIGNED : Kind.UNSIGNED, bytes, (bits & 1) != 0);
    }

    private static Datatype fixedString(Cursor in, int bits, int bytes) {
        in.require((bits & 0xf) <= 2 && (bits >> 4) <= 1, "string bits %s", bits);
        return new Datatype(Kind.FIXED_STRING, bytes, false);
    }

    private static Datatype opaque(Cursor in, int bits, int bytes) {
        in.require(bits <= 0xff && bits % 8 == 0, "opaque tag of %s bytes", bits);
        in.skip(bits);
        return new Datatype(Kind.OPAQUE, bytes, false);
    }

    private static Datatype enumeration(Cursor in, int bits, int bytes, int version, int nesting) {
        in.range("enumeration members", 1, 0xffff, bits);
        Datatype base = read(in, nesting + 1);
        in.support(
                base.kind == Kind.SIGNED || base.kind == Kind.UNSIGNED, "enumeration of something else than integers");
        in.expect("enumeration size", base.bytes, bytes);
        List<String> names = memberNames(in, bits, version);
        byte[] values = in.bytes((long) bits * bytes);
        boolean isBoolean = bytes == 1 && names.equals(List.of("FALSE", "TRUE")) && values[0] == 0 && values[1] == 1;
        return isBoolean ? new Datatype(Kind.BOOLEAN, 1, false) : base;
    }

    private static List<String> memberNames(Cursor in, int count, int version) {
        List<String> names = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < count; i++) {
            String name = in.rawString();
            in.require(!name.isEmpty() && seen.add(name), "enumeration names");
            if (version < 3) {
                in.skip(7 - name.length() % 8);
            }
            names.add(name);
        }
        return names;
    }

    private static Datatype variable(Cursor in, int bits, int bytes, int nesting) {
        in.support((bits & 0xf) == 1, "variable-length sequence");
        in.require(((bits >> 4) & 0xf) <= 2 && (bits >> 8) <= 1, "variable-length bits %s", bits);
        in.expect("size of a variable-length reference", 16, bytes);
        Datatype base = read(in, nesting + 1);
        in.require(base.bytes == 1 && base.kind != Kind.VARIABLE_STRING, "variable-length string of wide characters");
        return new Datatype(Kind.VARIABLE_STRING, bytes, false);
    }

    public boolean isString() {
        return kind == Kind.FIXED_STRING || kind == Kind.VARIABLE_STRING;
    }
}
