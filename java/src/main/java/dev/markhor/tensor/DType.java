package dev.markhor.tensor;

import java.util.Locale;

/** Element types, named as Keras names them. Elements are stored in native byte order. */
public enum DType {
    FLOAT16(2),
    BFLOAT16(2),
    FLOAT32(4),
    FLOAT64(8),
    INT8(1),
    INT16(2),
    INT32(4),
    INT64(8),
    UINT8(1),
    /** One byte an element: 0 or 1. */
    BOOL(1),
    /** UTF-8 text of any length; has no fixed size and never reaches native code. */
    STRING(0);

    private final int bytes;

    DType(int bytes) {
        this.bytes = bytes;
    }

    /** Size of one element in bytes; 0 for {@link #STRING}. */
    public int bytes() {
        return bytes;
    }

    public boolean isFloating() {
        return this == FLOAT16 || this == BFLOAT16 || this == FLOAT32 || this == FLOAT64;
    }

    public boolean isInteger() {
        return this == INT8 || this == INT16 || this == INT32 || this == INT64 || this == UINT8;
    }

    /** Keras' name: {@code float32}, {@code bool}, {@code string}, … */
    public String kerasName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The type with this Keras name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static DType of(String kerasName) {
        for (DType type : values()) {
            if (type.kerasName().equals(kerasName)) {
                return type;
            }
        }
        throw new IllegalArgumentException("unknown dtype '" + kerasName + "'");
    }
}
