package dev.markhor.formats.checkpoint;

import dev.markhor.tensor.DType;
import java.util.Optional;

/** TensorFlow's element types by their number. */
public enum ElementKind {
    FLOAT32(1, 4, DType.FLOAT32),
    FLOAT64(2, 8, DType.FLOAT64),
    INT32(3, 4, DType.INT32),
    UINT8(4, 1, DType.UINT8),
    INT16(5, 2, DType.INT16),
    INT8(6, 1, DType.INT8),
    STRING(7, 0, DType.STRING),
    COMPLEX64(8, 8),
    INT64(9, 8, DType.INT64),
    BOOL(10, 1, DType.BOOL),
    QINT8(11, 1),
    QUINT8(12, 1),
    QINT32(13, 4),
    BFLOAT16(14, 2, DType.BFLOAT16),
    QINT16(15, 2),
    QUINT16(16, 2),
    UINT16(17, 2),
    COMPLEX128(18, 16),
    FLOAT16(19, 2, DType.FLOAT16),
    RESOURCE(20, 0),
    VARIANT(21, 0),
    UINT32(22, 4),
    UINT64(23, 8),
    FLOAT8_E5M2(24, 1),
    FLOAT8_E4M3FN(25, 1),
    FLOAT8_E4M3FNUZ(26, 1),
    FLOAT8_E4M3B11FNUZ(27, 1),
    FLOAT8_E5M2FNUZ(28, 1),
    INT4(29, 1),
    UINT4(30, 1),
    INT2(31, 1),
    UINT2(32, 1),
    FLOAT4_E2M1FN(33, 1);

    private final int number;
    private final int bytes;
    private final DType dtype;

    ElementKind(int number, int bytes) {
        this(number, bytes, null);
    }

    ElementKind(int number, int bytes, DType dtype) {
        this.number = number;
        this.bytes = bytes;
        this.dtype = dtype;
    }

    public static Optional<ElementKind> of(long number) {
        for (ElementKind kind : values()) {
            if (kind.number == number) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /** That of a tensor's elements. */
    static ElementKind of(DType dtype) {
        for (ElementKind kind : values()) {
            if (kind.dtype == dtype) {
                return kind;
            }
        }
        throw new IllegalArgumentException("TensorFlow has no elements of type " + dtype.kerasName());
    }

    int number() {
        return number;
    }

    /** Size of a stored element; 0 if it varies. */
    int bytes() {
        return bytes;
    }

    /** The type of a tensor of these, if there is one. */
    public Optional<DType> dtype() {
        return Optional.ofNullable(dtype);
    }

    /** TensorFlow's name: {@code float32}. */
    public String title() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
