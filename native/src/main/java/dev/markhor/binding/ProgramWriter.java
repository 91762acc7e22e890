package dev.markhor.binding;

import java.util.Arrays;

/** Collects instructions as the 64-bit words that the native interpreter reads. */
public final class ProgramWriter {
    private long[] words = new long[64];
    private int size;
    private long work;

    /** An empty program. */
    public ProgramWriter() {}

    /** Appends one instruction. */
    public ProgramWriter add(Instruction instruction) {
        int header = size;
        word(0);
        instruction.encode(this);
        words[header] = (long) (size - header - 1) << 32 | instruction.opcode();
        Work added = instruction.work();
        work += added.operations() + added.bytes();
        return this;
    }

    /** Appends a word to the instruction being encoded: an operand, a size, a choice. */
    public ProgramWriter word(long value) {
        if (size == words.length) {
            words = Arrays.copyOf(words, size * 2);
        }
        words[size++] = value;
        return this;
    }

    /** Appends several words. */
    public ProgramWriter words(long... values) {
        for (long value : values) {
            word(value);
        }
        return this;
    }

    /** Appends a float, which travels in the low half of a word ({@code mk_float}). */
    public ProgramWriter word(float value) {
        return word(Float.floatToRawIntBits(value) & 0xffffffffL);
    }

    /** Appends a double ({@code mk_double}). */
    public ProgramWriter word(double value) {
        return word(Double.doubleToRawLongBits(value));
    }

    /** Appends a flag as 0 or 1. */
    public ProgramWriter word(boolean value) {
        return word(value ? 1L : 0L);
    }

    /** The words so far. */
    public long[] toArray() {
        return Arrays.copyOf(words, size);
    }

    /**
     * A runnable program of the instructions so far.
     *
     * @throws IllegalStateException if an opcode is not in the kernels library
     */
    public Program toProgram() {
        return new Program(toArray(), work);
    }
}
