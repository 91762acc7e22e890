package dev.markhor.binding;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Arrays of a program that {@link GuardedPrograms} runs, each in pages of its own between pages that nobody may touch, mostly flush with
 * the end of its pages, otherwise with their beginning. Operands are entries of the table or places in the arena.
 */
final class GuardedArrays {
    private static final long PAGE = 4096;
    private static final int INPUT = 0;
    private static final int RESULT = 1;
    private static final int SCRATCH = 2;

    /** @param contents null: none given */
    record Array(int role, ElementType type, long offset, long bytes, byte[] contents) {
        boolean isResult() {
            return role == RESULT;
        }
    }

    private final Dice dice;
    private final List<Array> arrays = new ArrayList<>();
    private long next = PAGE;

    GuardedArrays(Dice dice) {
        this.dice = dice;
    }

    List<Array> all() {
        return arrays;
    }

    /** F32 and F64 from doubles; of other types their low bits. */
    long of(ElementType type, double[] values) {
        return add(INPUT, type, values.length * (long) type.bytes(), type.bytes(), bytes(type, values));
    }

    /** What is read and written. */
    long inPlace(ElementType type, double[] values) {
        return add(RESULT, type, values.length * (long) type.bytes(), type.bytes(), bytes(type, values));
    }

    long of(ElementType type, long[] values) {
        return add(INPUT, type, values.length * (long) type.bytes(), type.bytes(), bytes(type, values));
    }

    long inPlace(ElementType type, long[] values) {
        return add(RESULT, type, values.length * (long) type.bytes(), type.bytes(), bytes(type, values));
    }

    long of(boolean[] values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) (values[i] ? 1 : 0);
        }
        return add(INPUT, ElementType.BOOL, bytes.length, 1, bytes);
    }

    /** Elements of any type from bits. */
    long ofBits(ElementType type, byte[] bits) {
        return add(INPUT, type, bits.length, type.bytes(), bits);
    }

    /** Room for results. */
    long result(ElementType type, long count) {
        return empty(RESULT, type, count * type.bytes(), type.bytes());
    }

    /** Room for what a packing instruction writes, to be compared. */
    long packed(ElementType type, long bytes) {
        return empty(RESULT, type, bytes, 64);
    }

    long scratch(long bytes) {
        return empty(SCRATCH, ElementType.U8, bytes, 64);
    }

    private long empty(int role, ElementType type, long bytes, int alignment) {
        byte[] contents = role == SCRATCH ? null : new byte[Math.toIntExact(bytes)];
        if (contents != null) {
            java.util.Arrays.fill(contents, (byte) 0xff);
        }
        return add(role, type, bytes, alignment, contents);
    }

    private long add(int role, ElementType type, long bytes, int alignment, byte[] contents) {
        long end = next + (bytes + PAGE - 1) / PAGE * PAGE;
        long offset = dice.once(4) ? next : (end - bytes) / alignment * alignment;
        arrays.add(new Array(role, type, offset, bytes, contents));
        next = end + PAGE;
        return dice.coin() ? Operand.table(arrays.size() - 1L) : Operand.arena(offset);
    }

    /** The array of an operand, by its place among {@link #all}. */
    int index(long operand) {
        for (int i = 0; i < arrays.size(); i++) {
            if (operand == Operand.table(i)
                    || operand == Operand.arena(arrays.get(i).offset())) {
                return i;
            }
        }
        throw new IllegalArgumentException("no such array");
    }

    private static byte[] bytes(ElementType type, double[] values) {
        ByteBuffer buffer = ByteBuffer.allocate(values.length * type.bytes()).order(ByteOrder.nativeOrder());
        for (double value : values) {
            if (type == ElementType.F64) {
                buffer.putDouble(value);
            } else {
                buffer.putFloat((float) value);
            }
        }
        return buffer.array();
    }

    private static byte[] bytes(ElementType type, long[] values) {
        ByteBuffer buffer = ByteBuffer.allocate(values.length * type.bytes()).order(ByteOrder.nativeOrder());
        for (long value : values) {
            switch (type.bytes()) {
                case 1 -> buffer.put((byte) value);
                case 2 -> buffer.putShort((short) value);
                case 4 -> buffer.putInt((int) value);
                default -> buffer.putLong(value);
            }
        }
        return buffer.array();
    }

    static double[] reals(ElementType type, byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        double[] values = new double[bytes.length / type.bytes()];
        for (int i = 0; i < values.length; i++) {
            values[i] = type == ElementType.F64 ? buffer.getDouble(i * 8) : buffer.getFloat(i * 4);
        }
        return values;
    }
}
