package dev.markhor.verify.npy;

import dev.markhor.error.MalformedFileException;
import dev.markhor.error.UnsupportedModelException;
import dev.markhor.tensor.DType;
import java.nio.ByteOrder;

/**
 * How one element is stored.
 *
 * @param kind NumPy's letter: {@code f} floating, {@code i} and {@code u} integer, {@code b} boolean, {@code S} bytes,
 *     {@code U} text
 * @param bytes size of an element
 */
record NpyType(char kind, int bytes, ByteOrder order) {
    private static final int LONGEST_TEXT = 1 << 20;

    /** {@code descr} of a header: {@code <f4}, {@code |S12}, … */
    static NpyType parse(String file, String descr) {
        char order = descr.isEmpty() ? 0 : descr.charAt(0);
        if (descr.length() < 3
                || "<>|=".indexOf(order) < 0
                || !descr.substring(2).matches("[0-9]{1,7}")) {
            throw notRead(file, descr);
        }
        char kind = descr.charAt(1);
        int size = Integer.parseInt(descr.substring(2));
        int bytes = kind == 'U' ? size * 4 : size;
        if (bytes == 0 || bytes > LONGEST_TEXT) {
            throw new MalformedFileException(file + ": elements of " + bytes + " bytes");
        }
        ByteOrder byteOrder =
                order == '>' ? ByteOrder.BIG_ENDIAN : order == '=' ? ByteOrder.nativeOrder() : ByteOrder.LITTLE_ENDIAN;
        NpyType type = new NpyType(kind, bytes, byteOrder);
        if (type.dtypeOrNull() == null) {
            throw notRead(file, descr);
        }
        return type;
    }

    private static UnsupportedModelException notRead(String file, String descr) {
        String pickled = descr.endsWith("O") ? " (Python objects are pickled, and pickles are never opened)" : "";
        return new UnsupportedModelException(file + ": arrays of NumPy type " + descr + " are not read" + pickled
                + "; save numbers or texts, by array.astype(\"float32\") or astype(str)");
    }

    /** The tensor's type; unsigned integers without one of ours become the next wider signed type. */
    DType dtype() {
        return dtypeOrNull();
    }

    /** Whether the bytes are those of a tensor, but for their order. */
    boolean isDirect() {
        return dtype() != DType.STRING && dtype().bytes() == bytes && !(kind == 'u' && bytes > 1);
    }

    private DType dtypeOrNull() {
        return switch (kind) {
            case 'f' ->
                switch (bytes) {
                    case 2 -> DType.FLOAT16;
                    case 4 -> DType.FLOAT32;
                    case 8 -> DType.FLOAT64;
                    default -> null;
                };
            case 'i' ->
                switch (bytes) {
                    case 1 -> DType.INT8;
                    case 2 -> DType.INT16;
                    case 4 -> DType.INT32;
                    case 8 -> DType.INT64;
                    default -> null;
                };
            case 'u' ->
                switch (bytes) {
                    case 1 -> DType.UINT8;
                    case 2 -> DType.INT32;
                    case 4, 8 -> DType.INT64;
                    default -> null;
                };
            case 'b' -> bytes == 1 ? DType.BOOL : null;
            case 'S', 'U' -> DType.STRING;
            default -> null;
        };
    }

    /** {@code descr} for a tensor's type; texts take {@code textBytes} each, bfloat16 is widened to float32. */
    static String descr(DType dtype, int textBytes) {
        return switch (dtype) {
            case FLOAT16 -> "<f2";
            case BFLOAT16, FLOAT32 -> "<f4";
            case FLOAT64 -> "<f8";
            case INT8 -> "|i1";
            case INT16 -> "<i2";
            case INT32 -> "<i4";
            case INT64 -> "<i8";
            case UINT8 -> "|u1";
            case BOOL -> "|b1";
            case STRING -> "|S" + textBytes;
        };
    }
}
