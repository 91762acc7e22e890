package dev.markhor.binding;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Arrays that a test gives to a program, by table entry, and what it reads back; values are doubles on the Java side. */
final class Arrays64 {
    private final ElementType type;
    private final List<ByteBuffer> buffers = new ArrayList<>();

    Arrays64(ElementType type) {
        this.type = type;
    }

    /** An operand that holds {@code values}, rounded to the element type. */
    long of(double[] values) {
        ByteBuffer buffer = fresh((long) values.length * type.bytes());
        for (int i = 0; i < values.length; i++) {
            if (type == ElementType.F64) {
                buffer.putDouble(i * 8, values[i]);
            } else {
                buffer.putFloat(i * 4, (float) values[i]);
            }
        }
        return Operand.table(buffers.size() - 1L);
    }

    /** An operand of bools. */
    long of(boolean... values) {
        ByteBuffer buffer = fresh(values.length);
        for (int i = 0; i < values.length; i++) {
            buffer.put(i, (byte) (values[i] ? 1 : 0));
        }
        return Operand.table(buffers.size() - 1L);
    }

    /** An operand of {@code bytes} bytes that hold a NaN pattern. */
    long empty(long bytes) {
        ByteBuffer buffer = fresh(bytes);
        for (int i = 0; i < buffer.limit(); i++) {
            buffer.put(i, (byte) 0xff);
        }
        return Operand.table(buffers.size() - 1L);
    }

    private ByteBuffer fresh(long bytes) {
        ByteBuffer aligned =
                ByteBuffer.allocateDirect((int) bytes + 128).alignedSlice(64).order(ByteOrder.nativeOrder());
        aligned.limit((int) bytes);
        ByteBuffer buffer = aligned.slice().order(ByteOrder.nativeOrder());
        buffers.add(buffer);
        return buffer;
    }

    double[] read(long operand) {
        ByteBuffer buffer = buffers.get((int) operand);
        double[] values = new double[buffer.limit() / type.bytes()];
        for (int i = 0; i < values.length; i++) {
            values[i] = type == ElementType.F64 ? buffer.getDouble(i * 8) : buffer.getFloat(i * 4);
        }
        return values;
    }

    void run(ThreadPool pool, Instruction... instructions) {
        ByteBuffer table =
                ByteBuffer.allocateDirect(Math.max(1, buffers.size()) * 8).order(ByteOrder.nativeOrder());
        for (int i = 0; i < buffers.size(); i++) {
            table.putLong(i * 8, Memory.address(buffers.get(i)));
        }
        ProgramWriter writer = new ProgramWriter();
        for (Instruction instruction : instructions) {
            writer.add(instruction);
        }
        if (!writer.toProgram().run(0, Memory.address(table), pool)) {
            throw new AssertionError("cancelled");
        }
    }

    /** Values between -1 and 1 that a float holds exactly. */
    static double[] random(Random random, long length) {
        double[] values = new double[(int) length];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat() * 2 - 1;
        }
        return values;
    }
}
