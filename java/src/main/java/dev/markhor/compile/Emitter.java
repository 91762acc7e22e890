package dev.markhor.compile;

import dev.markhor.binding.Instruction;
import dev.markhor.execution.Backend;
import dev.markhor.runtime.JavaStep;
import dev.markhor.runtime.WeightArray;
import dev.markhor.tensor.Tensor;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

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

    /** A step that needs nothing but its operands. */
    default void java(UnaryOperator<List<Tensor>> function, List<Operand> inputs, List<Operand> outputs) {
        java(() -> (tensors, weights, threads) -> function.apply(tensors), inputs, outputs);
    }

    /** @param step made when the plan is written */
    void java(Supplier<? extends JavaStep> step, List<Operand> inputs, List<Operand> outputs);

    /** What makes the plan, and those inside it. */
    Compiler compiler();

    default Backend backend() {
        return compiler().backend();
    }

    /** Loads OpenBLAS before the plan runs. */
    void needOpenBlas();
}
