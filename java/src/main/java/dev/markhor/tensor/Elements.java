package dev.markhor.tensor;

import java.nio.ByteBuffer;

/** Access to single elements of any numeric type by index. */
final class Elements {
    private Elements() {}

    static double getDouble(ByteBuffer data, DType dtype, int index) {
        return switch (dtype) {
            case FLOAT32 -> data.getFloat(index * 4);
            case FLOAT64 -> data.getDouble(index * 8);
            case FLOAT16 -> HalfPrecision.float16ToFloat(data.getShort(index * 2));
            case BFLOAT16 -> HalfPrecision.bfloat16ToFloat(data.getShort(index * 2));
            default -> getLong(data, dtype, index);
        };
    }

    static long getLong(ByteBuffer data, DType dtype, int index) {
        return switch (dtype) {
            case INT8 -> data.get(index);
            case UINT8 -> data.get(index) & 0xff;
            case BOOL -> data.get(index) == 0 ? 0 : 1;
            case INT16 -> data.getShort(index * 2);
            case INT32 -> data.getInt(index * 4);
            case INT64 -> data.getLong(index * 8);
            case FLOAT16, BFLOAT16, FLOAT32, FLOAT64 -> (long) getDouble(data, dtype, index);
            case STRING -> throw new IllegalArgumentException("strings are not numbers");
        };
    }

    static void putDouble(ByteBuffer data, DType dtype, int index, double value) {
        switch (dtype) {
            case FLOAT32 -> data.putFloat(index * 4, (float) value);
            case FLOAT64 -> data.putDouble(index * 8, value);
            case FLOAT16 -> data.putShort(index * 2, HalfPrecision.floatToFloat16((float) value));
            case BFLOAT16 -> data.putShort(index * 2, HalfPrecision.floatToBfloat16((float) value));
            case BOOL -> data.put(index, (byte) (value != 0 ? 1 : 0));
            case INT8 -> putLong(data, dtype, index, saturate(value, Byte.MIN_VALUE, Byte.MAX_VALUE));
            case UINT8 -> putLong(data, dtype, index, saturate(value, 0, 0xff));
            case INT16 -> putLong(data, dtype, index, saturate(value, Short.MIN_VALUE, Short.MAX_VALUE));
            case INT32 -> putLong(data, dtype, index, saturate(value, Integer.MIN_VALUE, Integer.MAX_VALUE));
            default -> putLong(data, dtype, index, (long) value);
        }
    }

    private static long saturate(double value, long low, long high) {
        return Math.min(Math.max((long) value, low), high);
    }

    static void putLong(ByteBuffer data, DType dtype, int index, long value) {
        switch (dtype) {
            case INT8, UINT8 -> data.put(index, (byte) value);
            case BOOL -> data.put(index, (byte) (value != 0 ? 1 : 0));
            case INT16 -> data.putShort(index * 2, (short) value);
            case INT32 -> data.putInt(index * 4, (int) value);
            case INT64 -> data.putLong(index * 8, value);
            case FLOAT16, BFLOAT16, FLOAT32, FLOAT64 -> putDouble(data, dtype, index, value);
            case STRING -> throw new IllegalArgumentException("strings are not numbers");
        }
    }

    /** Copies elements into a buffer of native order, from one of any order. */
    static void copy(ByteBuffer from, ByteBuffer to, DType dtype) {
        switch (dtype.bytes()) {
            case 2 -> to.asShortBuffer().put(from.asShortBuffer());
            case 4 -> to.asIntBuffer().put(from.asIntBuffer());
            case 8 -> to.asLongBuffer().put(from.asLongBuffer());
            default -> {
                for (int i = 0; i < to.capacity(); i++) {
                    to.put(i, dtype == DType.BOOL && from.get(i) != 0 ? (byte) 1 : from.get(i));
                }
            }
        }
    }
}
