package dev.markhor.binding;

import java.util.Locale;

/**
 * One instruction of a program: a kernel's number and the words that kernel reads. Implementations are records whose
 * components carry the kernel's own names for its words; operands are made by {@link Operand}.
 */
public interface Instruction {
    /** The number in {@code opcodes.def}. */
    int opcode();

    /** Writes the words in the order that the kernel's source documents. */
    void encode(ProgramWriter writer);

    /** How much there is to do. */
    Work work();

    /** The kernel's name for people: {@code winograd convolution}. */
    default String kernelName() {
        return getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }
}
