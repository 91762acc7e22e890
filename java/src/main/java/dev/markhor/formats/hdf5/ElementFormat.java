package dev.markhor.formats.hdf5;

import dev.markhor.error.UnsupportedModelException;
import dev.markhor.formats.hdf5.message.Datatype;
import dev.markhor.tensor.DType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** How stored elements become elements of a tensor. */
final class ElementFormat {
    private final Datatype type;
    /** Null if a tensor cannot hold it. */
    private final DType dtype;

    private ElementFormat(Datatype type, DType dtype) {
        this.type = type;
        this.dtype = dtype;
    }

    /** @param isBfloat16 whether an attribute says so, as Keras 3 writes it */
    static ElementFormat of(Datatype type, boolean isBfloat16) {
        return new ElementFormat(
                type, isBfloat16 && type.bytes() == 2 && !type.isString() ? DType.BFLOAT16 : dtypeOf(type));
    }

    private static DType dtypeOf(Datatype type) {
        return switch (type.kind()) {
            case SIGNED -> signed(type.bytes());
            case UNSIGNED -> type.bytes() == 1 ? DType.UINT8 : signed(Math.min(8, type.bytes() * 2));
            case FLOAT -> type.bytes() == 2 ? DType.FLOAT16 : type.bytes() == 4 ? DType.FLOAT32 : DType.FLOAT64;
            case BFLOAT16 -> DType.BFLOAT16;
            case BOOLEAN -> DType.BOOL;
            case FIXED_STRING, VARIABLE_STRING -> DType.STRING;
            case OPAQUE -> type.bytes() == 2 ? DType.BFLOAT16 : null;
        };
    }

    private static DType signed(int bytes) {
        return switch (bytes) {
            case 1 -> DType.INT8;
            case 2 -> DType.INT16;
            case 4 -> DType.INT32;
            default -> DType.INT64;
        };
    }

    /** @throws UnsupportedModelException if a tensor cannot hold such elements; {@code place} says whose they are */
    DType dtype(Object place) {
        if (dtype == null) {
            throw new UnsupportedModelException(place + ": cannot interpret " + type.bytes() + "-byte opaque data");
        }
        return dtype;
    }

    private ByteOrder order() {
        return type.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    /** Whether stored bytes are the tensor's bytes. */
    boolean isPlain() {
        boolean sameOrder = type.bytes() == 1 || order() == ByteOrder.nativeOrder();
        return sameOrder && isPlainInNativeOrder();
    }

    /** Whether bytes in native order are the tensor's bytes. */
    boolean isPlainInNativeOrder() {
        return type.kind() != Datatype.Kind.BOOLEAN && !isWidened() && !isUnsigned64();
    }

    /** Whether stored elements are as long as the tensor's, so that they can be converted where they are. */
    boolean keepsSize() {
        return !isWidened();
    }

    private boolean isWidened() {
        return dtype != DType.BFLOAT16 && dtype != null && dtype.bytes() != type.bytes();
    }

    private boolean isUnsigned64() {
        return type.kind() == Datatype.Kind.UNSIGNED && type.bytes() == 8;
    }

    /**
     * Converts all elements. The destination may be the source if sizes are kept.
     *
     * @throws UnsupportedModelException if an unsigned number exceeds the largest signed one
     */
    void convert(ByteBuffer stored, ByteBuffer values, Object place) {
        convert(stored, order(), values, place);
    }

    /** As {@link #convert}, from elements that are in native byte order already. */
    void convertNative(ByteBuffer stored, ByteBuffer values, Object place) {
        convert(stored, ByteOrder.nativeOrder(), values, place);
    }

    private void convert(ByteBuffer stored, ByteOrder storedOrder, ByteBuffer values, Object place) {
        ByteBuffer in = stored.duplicate().order(storedOrder);
        ByteBuffer out = values.duplicate().order(ByteOrder.nativeOrder());
        switch (type.bytes()) {
            case 1 -> convertBytes(in, out);
            case 2 -> convertShorts(in, out);
            case 4 -> convertInts(in, out);
            case 8 -> convertLongs(in, out, place);
            default -> throw new IllegalStateException("element of " + type.bytes() + " bytes");
        }
    }

    private void convertBytes(ByteBuffer in, ByteBuffer out) {
        boolean truth = type.kind() == Datatype.Kind.BOOLEAN;
        while (in.hasRemaining()) {
            byte value = in.get();
            out.put(truth && value != 0 ? 1 : value);
        }
    }

    private void convertShorts(ByteBuffer in, ByteBuffer out) {
        while (in.hasRemaining()) {
            short value = in.getShort();
            if (isWidened()) {
                out.putInt(value & 0xffff);
            } else {
                out.putShort(value);
            }
        }
    }

    private void convertInts(ByteBuffer in, ByteBuffer out) {
        while (in.hasRemaining()) {
            int value = in.getInt();
            if (isWidened()) {
                out.putLong(value & 0xffffffffL);
            } else {
                out.putInt(value);
            }
        }
    }

    private void convertLongs(ByteBuffer in, ByteBuffer out, Object place) {
        while (in.hasRemaining()) {
            long value = in.getLong();
            if (value < 0 && isUnsigned64()) {
                throw new UnsupportedModelException(
                        place + ": unsigned value " + Long.toUnsignedString(value) + " exceeds the largest int64");
            }
            out.putLong(value);
        }
    }
}
