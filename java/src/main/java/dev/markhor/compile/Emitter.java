package dev.markhor.compile;

import dev.markhor.binding.Instruction;
import dev.markhor.execution.Backend;
import dev.markhor.runtime.JavaStep;
import dev.markhor.runtime.WeightArray;
import java.util.List;

/** What a lowering writes to. It is asked twice for each task: once to learn how much scratch it needs, once to write. */
interface Emitter {
    /** The operand word of an array. */
    long word(Operand operand);

    /** The operand word of an array computed once from weights. */
    long word(WeightArray array);

    /** The operand word of memory that this task alone uses, aligned to 64 bytes. */
    long scratch(long bytes);

    /** The operand word of an int64 that a kernel sets to something else than 0 if its input is wrong; the call then fails with this text. */
    long report(String message);

    void add(Instruction instruction);

    void java(JavaStep step, List<Operand> inputs, List<Operand> outputs);

    Backend backend();

    /** Loads OpenBLAS before the plan runs. */
    void needOpenBlas();
}
